#include <nlohmann/json.hpp>
void leak(const Customer& customer) {
  nlohmann::json body;
  body["id"] = customer.id;
  body["address"] = customer.email;
  LOG(body.dump());  // expect: personal-object-in-log
}
void leak_literal(const Customer& customer) {
  const nlohmann::json body = {{"id", customer.id}, {"to", customer.email}};
  LOG(body.dump());  // expect: personal-object-in-log
}
void leak_read(const nlohmann::json& body) {
  LOG(body.at("email").get<std::string>());  // expect: personal-in-log
}
void clean(const Customer& customer) {
  nlohmann::json body;
  body["id"] = customer.id;
  body["state"] = customer.status;
  LOG(body.dump());
}
void clean_read(const nlohmann::json& body) {
  LOG(body.at("status").get<std::string>());
}
