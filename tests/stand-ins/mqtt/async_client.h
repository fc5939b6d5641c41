// Eclipse Paho for C++.
#pragma once

#include <cstddef>
#include <memory>
#include <string>

namespace mqtt {

class message {
 public:
  message(std::string topic, std::string payload);
};
using const_message_ptr = std::shared_ptr<const message>;
using message_ptr = std::shared_ptr<message>;

message_ptr make_message(std::string topic, std::string payload);

class token {};
using delivery_token_ptr = std::shared_ptr<token>;

class async_client {
 public:
  async_client(const std::string& server_uri, const std::string& client_id);
  delivery_token_ptr publish(const_message_ptr message);
  delivery_token_ptr publish(const std::string& topic, const std::string& payload);
  delivery_token_ptr publish(const std::string& topic, const void* payload, std::size_t size, int qos, bool retained);
};

}  // namespace mqtt
