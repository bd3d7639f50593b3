/** Open to anybody by design. */
export const open = [
  'get_health',
  'get_invitation',
  'get_join_page',
  'get_ready',
  'scheduler_at_work',
  'scheduler_seen_at',
  'schema_version',
  // It counts for whoever calls: rate-limits.test.ts.
  'take_own_permits',
];
/** For the server processes of the app, and for no caller: access-app.test.ts. */
export const forTheApp = [
  'begin_sign_in',
  'claim_webhooks',
  'end_sign_in',
  'get_metrics',
  'settle_webhook',
  'take_app_permits',
];
