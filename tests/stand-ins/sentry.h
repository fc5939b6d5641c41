// Sentry's C library: tags, users, breadcrumbs, events and logs.
#pragma once

#include <stdint.h>

extern "C" {
typedef union {
  uint64_t _bits;
  double _double;
} sentry_value_t;
typedef struct {
  char bytes[16];
} sentry_uuid_t;
typedef enum { SENTRY_LEVEL_DEBUG = -1, SENTRY_LEVEL_INFO = 0, SENTRY_LEVEL_WARNING = 1, SENTRY_LEVEL_ERROR = 2, SENTRY_LEVEL_FATAL = 3 } sentry_level_t;
typedef enum { SENTRY_LOG_RETURN_SUCCESS = 0, SENTRY_LOG_RETURN_FAILED = 1 } log_return_value_t;

sentry_value_t sentry_value_new_string(const char* value);
sentry_value_t sentry_value_new_user(const char* id, const char* username, const char* email, const char* ip_address);
sentry_value_t sentry_value_new_message_event(sentry_level_t level, const char* logger, const char* text);
sentry_value_t sentry_value_new_breadcrumb(const char* type, const char* message);
void sentry_add_breadcrumb(sentry_value_t breadcrumb);
sentry_uuid_t sentry_capture_event(sentry_value_t event);
void sentry_set_user(sentry_value_t user);
void sentry_set_tag(const char* key, const char* value);
void sentry_set_extra(const char* key, sentry_value_t value);
log_return_value_t sentry_log_warn(const char* message, ...);
}
