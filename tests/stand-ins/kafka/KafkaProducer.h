// modern-cpp-kafka: records, and who sends them.
#pragma once

#include <cstddef>
#include <string>

namespace kafka {

using Topic = std::string;

class Properties {
 public:
  Properties& put(const std::string& key, const std::string& value);
};

class ConstBuffer {
 public:
  ConstBuffer(const void* data, std::size_t size);
};
using Key = ConstBuffer;
using Value = ConstBuffer;

namespace clients {
namespace producer {

class ProducerRecord {
 public:
  ProducerRecord(Topic topic, const Key& key, const Value& value);
};

class RecordMetadata {};

class KafkaProducer {
 public:
  explicit KafkaProducer(const Properties& properties);
  RecordMetadata syncSend(const ProducerRecord& record);
};

}  // namespace producer
}  // namespace clients
}  // namespace kafka
