import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { CopyButton } from '@/components/ui/copy-button';

describe('CopyButton', () => {
  it('copies the text and says so to everybody', async () => {
    const user = userEvent.setup();
    render(<CopyButton text="sk_secret" what="API key" />);
    await user.click(screen.getByRole('button', { name: 'Copy API key' }));
    expect(await navigator.clipboard.readText()).toBe('sk_secret');
    expect(screen.getByRole('status')).toHaveTextContent('API key copied');
  });

  it('says what to do where the browser refuses to copy', async () => {
    const user = userEvent.setup();
    jest.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('not allowed'));
    document.execCommand = () => false;
    render(<CopyButton text="sk_secret" what="API key" />);
    await user.click(screen.getByRole('button', { name: 'Copy API key' }));
    expect(await screen.findByText(/Select the text and copy it by hand/)).toBeInTheDocument();
  });
});
