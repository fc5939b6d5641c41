#include "http/session.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <ctime>
#include <nlohmann/json.hpp>
#include <vector>

#include "log/logger.h"

namespace fieldcrm::http {
namespace {

constexpr char kScheme[] = "Bearer ";

std::string decode_base64(const std::string& text) {
  std::string decoded(text.size() / 4 * 3 + 3, '\0');
  const int size = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(decoded.data()),
                                   reinterpret_cast<const unsigned char*>(text.data()), static_cast<int>(text.size()));
  if (size < 0) throw HttpError(401, "malformed token");
  decoded.resize(static_cast<size_t>(size));
  while (!decoded.empty() && decoded.back() == '\0') decoded.pop_back();
  return decoded;
}

}  // namespace

bool SessionVerifier::has_valid_signature(const std::string& claims, const std::string& signature) const {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  HMAC(EVP_sha256(), key_.data(), static_cast<int>(key_.size()), reinterpret_cast<const unsigned char*>(claims.data()),
       claims.size(), digest, &size);
  return signature.size() == size && CRYPTO_memcmp(signature.data(), digest, size) == 0;
}

RequestContext SessionVerifier::verify(const Request& request) const {
  const std::string authorization = request.header("authorization");
  const size_t dot = authorization.find('.');
  if (authorization.rfind(kScheme, 0) != 0 || dot == std::string::npos) throw HttpError(401, "no session");
  const std::string encoded = authorization.substr(sizeof kScheme - 1, dot - sizeof kScheme + 1);
  if (!has_valid_signature(encoded, decode_base64(authorization.substr(dot + 1)))) {
    const std::string session_token = authorization.substr(sizeof kScheme - 1);
    LOG_WARNING("forged session of " << session_token.size() << " letters");
    LOG_WARNING("forged session: " << session_token);  // expect: credential-in-log
    throw HttpError(401, "bad session");
  }

  const auto claims = nlohmann::json::parse(decode_base64(encoded), nullptr, false);
  if (!claims.is_object() || claims.value("exp", std::int64_t{0}) < std::time(nullptr))
    throw HttpError(401, "session has expired");
  return RequestContext(claims.at("org").get<std::int64_t>(), claims.value("branch", std::int64_t{0}),
                        claims.at("member").get<std::int64_t>(), claims.at("sub").get<std::string>(),
                        claims.value("orgs", std::vector<std::int64_t>{}), claims.value("operator", false));
}

}  // namespace fieldcrm::http
