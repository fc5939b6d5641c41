void leak(const Account& account) {
  LOG(account.password);  // expect: credential-in-log
}
void leak_key(const Account& account) {
  LOG("key " + account.api_key);  // expect: credential-in-log
}
void leak_parameter(const std::string& access_token) {
  LOG(access_token);  // expect: credential-in-log
}
void clean(const Account& account, int token_count, const std::string& token_type) {
  LOG(account.api_key_id);
  LOG(std::to_string(token_count));
  LOG(token_type);
  LOG(std::string(account.password.empty() ? "no password" : "a password"));
}
