import { getMe, getProfile, logIn, signUp } from './account';
import {
  getBillingRun,
  getBillingStatus,
  getUsageCharge,
  listBillingRuns,
  listUsageCharges,
  previewBilling,
  triggerBilling,
} from './billing';
import { createApiKey, listApiKeys, revokeApiKey } from './api-keys';
import { listAuditEvents } from './audit';
import {
  acceptInvitation,
  createBusiness,
  createInvitation,
  getBusiness,
  getInvitation,
  listInvitations,
  listMembers,
  removeMember,
  revokeInvitation,
  updateBusiness,
  updateMember,
} from './business';
import { advanceClock } from './sandbox';
import { addCredits } from './credits';
import { createCustomer, deleteCustomer, getCustomer, listCustomers, updateCustomer } from './customers';
import {
  getDebitRun,
  getDebitStatus,
  listDebitLogs,
  listDebitRuns,
  previewDebits,
  triggerDebits,
} from './debits';
import type { Operation } from './define';
import { importCustomers, importProducts } from './imports';
import { getHealth, getLive, getReady } from './health';
import { captureHold, createHold, getHold, listHolds, releaseHold } from './holds';
import { cancelOrder, getOrder, listOrders, previewPurchase, processPurchase } from './orders';
import { getOverdue } from './overdue';
import { getOverview } from './overview';
import { getPayment, listPayments, recordPayment, reversePayment } from './payments';
import { getJoinPage, inviteCustomer, joinBusiness } from './portal';
import {
  adjustStock,
  archiveProduct,
  createProduct,
  getProduct,
  listProducts,
  listStockMovements,
  updateProduct,
} from './products';
import {
  getSession,
  getSessionAnalytics,
  getSessionStatus,
  listSessions,
  startSession,
  stopSession,
} from './sessions';
import { getStatement } from './statements';
import { getStatus } from './status';
import { recordProductUsage, recordUsage, recordUsageBatch } from './usage';
import { getUsageEvent, listUsageEvents } from './usage-events';
import { getUsageSummary, listUnbilledUsage } from './usage-summary';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  getWebhookEndpoint,
  getWebhookEvent,
  listWebhookEndpoints,
  listWebhookEvents,
  replayWebhookEvents,
  retryWebhookDelivery,
  rotateWebhookSecret,
  sendTestWebhook,
  updateWebhookEndpoint,
} from './webhooks';
import { addCredit, getBalance, getLedgerEntry, getLedgerProof, listLedgerEntries } from './wallets';

/** Every operation of the product, in the order in which the API document shows them. */
export const operations: readonly Operation[] = [
  signUp,
  logIn,
  getMe,
  getProfile,
  listCustomers,
  createCustomer,
  importCustomers,
  getCustomer,
  updateCustomer,
  deleteCustomer,
  addCredit,
  getBalance,
  listLedgerEntries,
  getLedgerEntry,
  getLedgerProof,
  getStatement,
  listProducts,
  createProduct,
  importProducts,
  getProduct,
  updateProduct,
  archiveProduct,
  adjustStock,
  listStockMovements,
  processPurchase,
  previewPurchase,
  listOrders,
  getOrder,
  cancelOrder,
  recordPayment,
  listPayments,
  getPayment,
  reversePayment,
  getOverdue,
  recordUsage,
  recordUsageBatch,
  recordProductUsage,
  listUsageEvents,
  getUsageSummary,
  listUnbilledUsage,
  getUsageEvent,
  triggerBilling,
  previewBilling,
  getBillingStatus,
  listBillingRuns,
  getBillingRun,
  listUsageCharges,
  getUsageCharge,
  triggerDebits,
  previewDebits,
  getDebitStatus,
  listDebitRuns,
  getDebitRun,
  listDebitLogs,
  startSession,
  stopSession,
  getSessionStatus,
  addCredits,
  listSessions,
  getSessionAnalytics,
  getSession,
  createHold,
  listHolds,
  getHold,
  captureHold,
  releaseHold,
  listWebhookEndpoints,
  createWebhookEndpoint,
  getWebhookEndpoint,
  updateWebhookEndpoint,
  deleteWebhookEndpoint,
  rotateWebhookSecret,
  sendTestWebhook,
  replayWebhookEvents,
  listWebhookEvents,
  getWebhookEvent,
  retryWebhookDelivery,
  getJoinPage,
  joinBusiness,
  inviteCustomer,
  getOverview,
  getStatus,
  createBusiness,
  getBusiness,
  advanceClock,
  updateBusiness,
  listMembers,
  updateMember,
  removeMember,
  createInvitation,
  listInvitations,
  getInvitation,
  revokeInvitation,
  acceptInvitation,
  createApiKey,
  listApiKeys,
  revokeApiKey,
  listAuditEvents,
  getHealth,
  getLive,
  getReady,
];
