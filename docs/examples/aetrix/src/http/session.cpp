#include "http/session.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <stdexcept>

#include "crypto/base64.h"

namespace aetrix::http {

RequestContext open_session(const Request& request, const std::string& signing_key) {
  const std::string authorization = request.header("authorization");
  const size_t dot = authorization.find('.');
  if (authorization.rfind("Bearer ", 0) != 0 || dot == std::string::npos) throw std::runtime_error("no session");
  const std::string claims = authorization.substr(7, dot - 7);
  const std::string signature = crypto::decode_base64(authorization.substr(dot + 1));

  unsigned char expected[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), signing_key.data(), static_cast<int>(signing_key.size()),
       reinterpret_cast<const unsigned char*>(claims.data()), claims.size(), expected, &size);
  if (signature.size() != size || CRYPTO_memcmp(signature.data(), expected, size) != 0)
    throw std::runtime_error("the session is forged");

  const auto document = nlohmann::json::parse(crypto::decode_base64(claims));
  return RequestContext(document.at("organization").get<std::string>(), document.at("user").get<std::string>());
}

}  // namespace aetrix::http
