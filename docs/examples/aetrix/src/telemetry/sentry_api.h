// What the service uses of Sentry's C library.
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
typedef enum { SENTRY_LEVEL_INFO = 0, SENTRY_LEVEL_WARNING = 1, SENTRY_LEVEL_ERROR = 2 } sentry_level_t;

sentry_value_t sentry_value_new_message_event(sentry_level_t level, const char* logger, const char* text);
sentry_value_t sentry_value_new_user(const char* id, const char* username, const char* email, const char* ip_address);
sentry_uuid_t sentry_capture_event(sentry_value_t event);
void sentry_set_user(sentry_value_t user);
void sentry_set_tag(const char* key, const char* value);
}
