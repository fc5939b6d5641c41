// Words that mean something else in programs, and what makes them mean it after all.
class Lexer {
 public:
  std::string next();
  void scan() {
    const std::string token = next();
    LOG(token);
  }
};
struct Grid {
  std::string cell, race, vin;
};
void clean(const Grid& grid, const std::string& status_str, const std::string& message_authentication_code) {
  LOG(grid.cell);
  LOG(grid.race);
  LOG(grid.vin);
  LOG(status_str);
  LOG(message_authentication_code);
}
class Authenticator {
 public:
  void check(const std::string& token) {
    LOG(token);  // expect: credential-in-log
  }
};
struct Member {
  std::string race;
};
void leak(const Member& member, const std::string& session_token, const std::string& email_str) {
  LOG(member.race);  // expect: personal-in-log
  LOG(session_token);  // expect: credential-in-log
  LOG(email_str);  // expect: personal-in-log
}
