#include "billing/billing.h"

#include <spdlog/spdlog.h>

namespace aetrix::billing {

void keep_card(db::Transaction& txn, const http::RequestContext& context, const std::string& provider_reference, const MaskedCard& card) {
  txn.execute(
      "INSERT INTO payment_methods (organization_id, stripe_customer_id, card_brand, card_last4) VALUES ($1, $2, $3, $4) "
      "ON CONFLICT (organization_id) DO UPDATE SET stripe_customer_id = excluded.stripe_customer_id, card_brand = excluded.card_brand, "
      "card_last4 = excluded.card_last4",
      context.organization_id(), provider_reference, card.brand, card.last4);
  spdlog::info("organization {} pays by {}", context.organization_id(), card.brand);
}

pqxx::result records(db::Transaction& txn, const http::RequestContext& context) {
  return txn.query("SELECT number, amount, issued_at FROM billing_records WHERE organization_id = $1 ORDER BY issued_at DESC",
                   context.organization_id());
}

}  // namespace aetrix::billing
