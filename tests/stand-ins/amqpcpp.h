// AMQP-CPP: a channel to a broker.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace AMQP {

class Address {
 public:
  Address(const std::string& address);
};

class Envelope {
 public:
  Envelope(const char* body, std::size_t size);
};

class TcpHandler {};

class TcpConnection {
 public:
  TcpConnection(TcpHandler* handler, const Address& address);
};

class Channel {
 public:
  bool publish(const std::string_view& exchange, const std::string_view& routing_key, const std::string_view& message, int flags = 0);
  bool publish(const std::string_view& exchange, const std::string_view& routing_key, const Envelope& envelope, int flags = 0);
};

class TcpChannel : public Channel {
 public:
  TcpChannel(TcpConnection* connection);
};

}  // namespace AMQP
