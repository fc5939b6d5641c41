// Which texts are secrets, by their form and under the name of one.
#include "ringfence/secret_text.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ringfence {

namespace {

struct Case {
  std::string text;
  std::string what;    ///< Empty: no secret.
  std::string secret;  ///< The part of the text.
};

// Put together here, so that nobody takes this file for a leak.
std::string with(const std::string& prefix, const std::string& rest) { return prefix + rest; }

TEST(SecretText, IsKnownByItsForm) {
  const std::string token = with("eyJ", "hbGciOiJIUzI1NiJ9.eyJ1c2VyIjoiNDcxMSJ9.q8Zr2LmX7vTn4KpW9sYb3Hd6q8Zr2LmX");
  const std::string pem = with("-----BEGIN RSA ", "PRIVATE KEY-----\nMIIEpAIBAAKCAQEAq8Zr2LmX7vTn4KpW9sYb3Hd6q8Zr2LmX7vTn4KpW\n-----END");
  const std::vector<Case> cases = {
      {with("AKIA", "Q3EGZ7M2XKPL5T4W"), "a key", with("AKIA", "Q3EGZ7M2XKPL5T4W")},
      {with("ghp_", "q8Zr2LmX7vTn4KpW9sYb3Hd6q8Zr2LmX7vTn"), "a key", with("ghp_", "q8Zr2LmX7vTn4KpW9sYb3Hd6q8Zr2LmX7vTn")},
      {with("xoxb-", "2147483647-q8Zr2LmX7vTn4KpW"), "a key", with("xoxb-", "2147483647-q8Zr2LmX7vTn4KpW")},
      {with("sk_live_", "q8Zr2LmX7vTn4KpW"), "a key", with("sk_live_", "q8Zr2LmX7vTn4KpW")},
      {token, "a signed token", token},
      {pem, "a private key", pem},
      {"postgres://crm:vT9mango@db1/crm", "the password of a connection", "vT9mango"},
      {"host=db1 password=vT9mango user=crm", "the password of a connection", "vT9mango"},
      {"host=db1 password='vT9mango' user=crm", "the password of a connection", "vT9mango"},
      {with("AKIA", "IOSFODNN7EXAMPLE"), "", ""},
      {"AKIAAAAAAAAAAAAAAAAA", "", ""},
      {"sk_live_<your key>", "", ""},
      {"-----BEGIN PUBLIC KEY-----", "", ""},
      {"-----BEGIN PRIVATE KEY-----", "", ""},
      {"postgres://crm@db1/crm", "", ""},
      {"postgres://crm:${PASSWORD}@db1/crm", "", ""},
      {"host=db1 password=%s", "", ""},
      {"https://db1:8080/a@b", "", ""},
      {"eyJhbGciOiJIUzI1NiJ9", "", ""},
      {"", "", ""},
  };
  for (const Case& one : cases) {
    const auto found = secret_in(one.text);
    EXPECT_EQ(found ? found->what : "", one.what) << one.text;
    if (found) {
      EXPECT_EQ(one.text.substr(found->begin, found->end - found->begin), one.secret);
    }
  }
}

TEST(SecretText, APasswordThatEverybodyTriesIsAnExample) {
  const auto found = secret_in("postgres://postgres:postgres@localhost/test");
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->is_certain);
}

TEST(SecretText, UnderTheNameOfACredential) {
  using Is = SecretLikeness;
  struct {
    const char* value;
    Is chosen, made;
  } const cases[] = {
      {"vT9-mango-Lattice", Is::kSecret, Is::kSecret},
      {"q8Zr2LmX7vTn4KpW9sYb3Hd6", Is::kSecret, Is::kSecret},
      {"changeme", Is::kExample, Is::kNone},
      {"12345678", Is::kExample, Is::kNone},
      {"password", Is::kExample, Is::kNone},
      {"X-Auth-Token", Is::kNone, Is::kNone},
      {"user.password", Is::kNone, Is::kNone},
      {"DB_PASSWORD", Is::kNone, Is::kNone},
      {"${DB_PASSWORD}", Is::kNone, Is::kNone},
      {"Enter your password: ", Is::kNone, Is::kNone},
      {"/run/keys/q8Zr2LmX7vTn4KpW", Is::kNone, Is::kNone},
      {"%02x%02x%02x1", Is::kNone, Is::kNone},
      {"********", Is::kNone, Is::kNone},
      {"abc", Is::kNone, Is::kNone},
      {"", Is::kNone, Is::kNone},
  };
  for (const auto& one : cases) {
    EXPECT_EQ(secret_likeness(one.value, true), one.chosen) << one.value;
    EXPECT_EQ(secret_likeness(one.value, false), one.made) << one.value;
  }
}

}  // namespace

}  // namespace ringfence
