#pragma once

#include <string>

namespace astrix::outreach {

/// Somebody at a business whom a customer wants to write to. Leads are the customer's own, none comes from an order.
struct Lead {
  std::string email;
  std::string full_name;
  std::string company;
};

/// Adds a lead to a campaign of Instantly.
bool add_to_campaign(const Lead& lead, const std::string& campaign);

}  // namespace astrix::outreach
