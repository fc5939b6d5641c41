#pragma once

#include <cstdint>
#include <string>

namespace fieldcrm::mail {

struct Recipient {
  std::int64_t contact_id = 0;
  std::string email;
  std::string full_name;
  std::string phone;
};

/// Sends mail through the provider's API, and text messages through that of another.
class Mailer {
 public:
  explicit Mailer(std::string api_key) : api_key_(std::move(api_key)) {}

  void send(const Recipient& recipient, const std::string& subject, const std::string& text);
  void send_reminder(const Recipient& recipient);
  void send_sms(const Recipient& recipient, const std::string& text);
  /// Tells the marketing system that somebody does not want any more mail.
  void unsubscribe(const Recipient& recipient);
  void confirm_unsubscribed(const Recipient& recipient);
  void open_reset(const std::string& reset_token);

 private:
  int post(const std::string& url, const std::string& body);
  int get(const std::string& url);

  std::string api_key_;
};

}  // namespace fieldcrm::mail
