export const logStatusFilter = {
  name: 'status',
  label: 'Result',
  none: 'all',
  options: [
    { value: 'all', label: 'All results' },
    { value: 'success', label: 'Debited' },
    { value: 'failed', label: 'Failed' },
  ],
};
