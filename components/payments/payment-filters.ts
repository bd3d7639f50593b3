import { methodOptions } from './payment-words';

export const paymentStatusFilter = {
  name: 'status',
  label: 'Status',
  none: 'all',
  options: [
    { value: 'all', label: 'All payments' },
    { value: 'received', label: 'Received' },
    { value: 'reversed', label: 'Reversed' },
  ],
};

export const paymentMethodFilter = {
  name: 'method',
  label: 'Paid by',
  none: 'any',
  options: [{ value: 'any', label: 'Any method' }, ...methodOptions],
};
