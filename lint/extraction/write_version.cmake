# Writes one digest of FILES to OUTPUT, as a C++ string.
set(all "")
foreach(file IN LISTS FILES)
  file(SHA256 ${file} one)
  string(APPEND all ${one})
endforeach()
string(SHA256 made "${all}")
file(WRITE ${OUTPUT} "\"${made}\"\n")
