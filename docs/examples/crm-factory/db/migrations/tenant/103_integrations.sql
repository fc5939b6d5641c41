SET search_path TO tenant_template, public;

-- AES-256-GCM under the key of the deployment (src/crypto/seal.cpp), nonce in front.
CREATE TABLE integrations (
  id                      uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  system                  text NOT NULL CHECK (system IN ('salesforce', 'sap', 'netsuite')),
  client_secret_encrypted text,
  refresh_token_encrypted text,
  connected_at            timestamptz NOT NULL DEFAULT now(),
  disconnected_at         timestamptz
);

CREATE TABLE integration_records (
  integration_id uuid NOT NULL REFERENCES integrations (id) ON DELETE CASCADE,
  external_id    text NOT NULL,
  payload        jsonb NOT NULL,
  PRIMARY KEY (integration_id, external_id)
);

GRANT SELECT, INSERT, UPDATE, DELETE ON integrations, integration_records TO crm_manager;
SET search_path TO public;
