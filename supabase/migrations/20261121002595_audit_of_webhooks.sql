-- The audit of webhook endpoints: where the events of a business are sent, and who said so.
--
-- None stands on what a delivery writes, but for the moment at which it gives an endpoint up.

create trigger webhook_endpoints_after_add_audit
  after insert on public.webhook_endpoints
  for each row execute function private.audit_row('webhook_endpoint', 'id', 'url', 'url', 'event_types');
create trigger webhook_endpoints_after_change_audit
  after update of url, description, event_types, disabled_reason, secret_rotated_at, deleted_at on public.webhook_endpoints
  for each row when (
    old.url <> new.url or old.description is distinct from new.description or old.event_types <> new.event_types
    or old.disabled_reason is distinct from new.disabled_reason or old.secret_rotated_at <> new.secret_rotated_at
    or old.deleted_at is distinct from new.deleted_at
  )
  execute function private.audit_row(
    'webhook_endpoint', 'id', 'url', 'url', 'description', 'event_types', 'disabled_reason', 'secret_rotated_at:secret',
    'deleted_at');
-- The row of one that was deleted goes with its log, much later: that is no news.
create trigger webhook_endpoints_after_delete_audit
  after delete on public.webhook_endpoints
  for each row when (old.deleted_at is null)
  execute function private.audit_row('webhook_endpoint', 'id', 'url', 'url');
