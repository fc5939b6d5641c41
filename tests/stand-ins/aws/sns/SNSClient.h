// AWS's notification service.
#pragma once

#include "aws/sns/model/PublishRequest.h"

namespace Aws {
namespace SNS {
class SNSClient {
 public:
  virtual void Publish(const Model::PublishRequest& request) const;
};
}  // namespace SNS
}  // namespace Aws
