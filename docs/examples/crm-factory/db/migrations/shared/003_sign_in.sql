-- What a passkey signs with stays on the device: this half of it is public.
CREATE TABLE public.passkeys (
  id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id   uuid NOT NULL REFERENCES public.tenants (id),
  member_id   uuid NOT NULL,
  public_key  bytea NOT NULL,
  sign_count  bigint NOT NULL DEFAULT 0,
  UNIQUE (tenant_id, id),
  FOREIGN KEY (tenant_id, member_id) REFERENCES public.members (tenant_id, id) ON DELETE CASCADE
);

-- The token itself is in the browser only.
CREATE TABLE public.sso_sessions (
  id         uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  tenant_id  uuid NOT NULL REFERENCES public.tenants (id),
  member_id  uuid NOT NULL,
  token_hash text NOT NULL, -- SHA-256
  ip_address inet,
  expires_at timestamptz NOT NULL,
  UNIQUE (tenant_id, token_hash),
  FOREIGN KEY (tenant_id, member_id) REFERENCES public.members (tenant_id, id) ON DELETE CASCADE
);

GRANT SELECT, INSERT, UPDATE, DELETE ON public.passkeys, public.sso_sessions TO crm_viewer;
