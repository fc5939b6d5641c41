// A request of AWS's notification service.
#pragma once

#include <string>

namespace Aws {
using String = std::string;
namespace SNS {
namespace Model {
class PublishRequest {
 public:
  template <typename MessageT = Aws::String>
  void SetMessage(MessageT&& value);
  template <typename MessageT = Aws::String>
  PublishRequest& WithMessage(MessageT&& value);
};
}  // namespace Model
}  // namespace SNS
}  // namespace Aws
