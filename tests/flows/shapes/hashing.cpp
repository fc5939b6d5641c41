#include <openssl/hmac.h>
#include <openssl/evp.h>
void leak(const Customer& customer) {
  const std::string text = customer.email + "!";
  LOG(text);  // expect: personal-in-log
}
// Under a key it is a pseudonym.
void clean(const Customer& customer, const std::string& pepper) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), pepper.data(), static_cast<int>(pepper.size()), reinterpret_cast<const unsigned char*>(customer.email.data()),
       customer.email.size(), digest, &size);
  LOG(std::string(reinterpret_cast<const char*>(digest), size));
}
void clean_bucket(const Customer& customer) {
  LOG(std::to_string(std::hash<std::string>()(customer.email) % 16));
}
