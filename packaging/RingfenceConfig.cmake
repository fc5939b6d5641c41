# find_package(Ringfence) gives `ringfence_check`, which checks a target's sources as a part of the build or as a test.
#
#   find_package(Ringfence REQUIRED)
#   ringfence_check(crm)                               # `cmake --build . --target crm-ringfence`, and the test crm-ringfence
#   ringfence_check(crm PROJECT ${CMAKE_SOURCE_DIR}/services/crm FAIL_ON warning ALL)
#
# PROJECT: the folder with the ringfence.toml; default: the target's own source folder (looked for upward).
# FAIL_ON: error, warning or note. ALL: every build checks. ARGUMENTS: more options of `ringfence check`.
find_program(RINGFENCE_PROGRAM ringfence HINTS ${CMAKE_CURRENT_LIST_DIR}/../../../bin ${CMAKE_CURRENT_LIST_DIR}/../../../../bin)

function(ringfence_check target)
  cmake_parse_arguments(PARSE_ARGV 1 check "ALL" "PROJECT;FAIL_ON" "ARGUMENTS")
  if(check_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "ringfence_check(${target}): unknown arguments: ${check_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT TARGET ${target})
    message(FATAL_ERROR "ringfence_check(${target}): no such target")
  endif()
  if(NOT RINGFENCE_PROGRAM)
    message(FATAL_ERROR "ringfence_check(${target}): the program ringfence was not found; set RINGFENCE_PROGRAM")
  endif()
  if(NOT check_PROJECT)
    get_target_property(check_PROJECT ${target} SOURCE_DIR)
  endif()
  if(NOT check_FAIL_ON)
    set(check_FAIL_ON error)
  endif()
  # What the target's sources are compiled with is known where CMake writes it down.
  set_property(TARGET ${target} PROPERTY EXPORT_COMPILE_COMMANDS ON)
  set(command ${RINGFENCE_PROGRAM} check ${check_PROJECT} --fail-on ${check_FAIL_ON} --quiet ${check_ARGUMENTS})
  set(in_all)
  if(check_ALL)
    set(in_all ALL)
  endif()
  add_custom_target(${target}-ringfence ${in_all} COMMAND ${command} USES_TERMINAL VERBATIM)
  add_test(NAME ${target}-ringfence COMMAND ${command})
endfunction()

set(Ringfence_FOUND TRUE)
if(NOT RINGFENCE_PROGRAM)
  set(Ringfence_FOUND FALSE)
  set(Ringfence_NOT_FOUND_MESSAGE "the program ringfence was not found")
endif()
