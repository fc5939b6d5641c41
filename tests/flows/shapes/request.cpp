class Request {
 public:
  std::string get_param(const std::string& name) const;
};
void leak(const Request& request) {
  LOG(request.get_param("email"));  // expect: personal-in-log
}
void leak_password(const Request& request) {
  const auto given = request.get_param("password");
  LOG(given);  // expect: credential-in-log
}
void clean(const Request& request) {
  LOG(request.get_param("page"));
}
