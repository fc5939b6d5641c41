// As protoc generates it: classes, and in the .pb.cc a descriptor that says which fields are to be redacted.
}
namespace google::protobuf {
class Message {
 public:
  virtual ~Message() = default;
  std::string DebugString() const;
  std::string ShortDebugString() const;
  std::string SerializeAsString() const;
};
}  // namespace google::protobuf
namespace shape_protobuf {
namespace crm {
const char descriptor_table_protodef_crm_2eproto[] =
    "\012\011crm.proto\022\022shape_protobuf.crm\"#\012\006Person\022\012\012\002id\030"
    "\001 \001(\003\022\015\012\005email\030\002 \001(\011\"9\012\007Visitor\022\012\012\002id\030\001 \001(\003\022\022\012\005e"
    "mail\030\002 \001(\011B\003\200\001\001\022\016\012\006status\030\003 \001(\011\"A\012\005Visit\022\014\012\004room"
    "\030\001 \001(\011\022*\012\006person\030\002 \001(\0132\032.shape_protobuf.crm.Pers"
    "on\"B\012\004Stay\022\014\012\004room\030\001 \001(\011\022,\012\007visitor\030\002 \001(\0132\033.shap"
    "e_protobuf.crm.Visitor";
class Person : public google::protobuf::Message {
 public:
  const std::string& email() const;
};
class Visitor : public google::protobuf::Message {
 public:
  const std::string& email() const;
  const std::string& status() const;
};
class Visit : public google::protobuf::Message {};
class Stay : public google::protobuf::Message {};
}  // namespace crm
void leak(const crm::Person& person, const crm::Visit& visit) {
  LOG(person.DebugString());  // expect: personal-object-in-log
  LOG(person.email());  // expect: personal-in-log
  LOG(visit.ShortDebugString());  // expect: personal-object-in-log
}
void leak_serialized(const crm::Visitor& visitor) {
  LOG(visitor.SerializeAsString());  // expect: personal-object-in-log
}
void clean(const crm::Visitor& visitor, const crm::Stay& stay) {
  LOG(visitor.DebugString());
  LOG(visitor.status());
  LOG(stay.ShortDebugString());
}
