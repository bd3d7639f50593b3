// Generated from the migrations by `npm run types`. Not to be edited.

export type Json = string | number | boolean | null | { [key: string]: Json | undefined } | Json[];

export type Database = {
  public: {
    Tables: {
      api_keys: {
        Row: {
          business_id: string;
          created_at: string;
          created_by: string;
          expires_at: string | null;
          id: string;
          key_hash: string;
          last_used_at: string | null;
          name: string;
          prefix: string;
          revoked_at: string | null;
          scopes: string[];
        };
        ComputedFields: never;
        Insert: {
          business_id: string;
          created_at?: string;
          created_by: string;
          expires_at?: string | null;
          id?: string;
          key_hash: string;
          last_used_at?: string | null;
          name: string;
          prefix: string;
          revoked_at?: string | null;
          scopes: string[];
        };
        Update: {
          business_id?: string;
          created_at?: string;
          created_by?: string;
          expires_at?: string | null;
          id?: string;
          key_hash?: string;
          last_used_at?: string | null;
          name?: string;
          prefix?: string;
          revoked_at?: string | null;
          scopes?: string[];
        };
        Relationships: [
          {
            foreignKeyName: 'api_keys_business_id_fkey';
            columns: ['business_id'];
            isOneToOne: false;
            referencedRelation: 'businesses';
            referencedColumns: ['id'];
          },
        ];
      };
      audit_events: {
        Row: {
          action: string;
          actor: string;
          actor_name: string | null;
          business_id: string;
          changes: NonNullable<Json>;
          id: string;
          recorded_at: string;
          request_id: string | null;
          subject_id: string;
          subject_name: string | null;
          subject_type: string;
        };
        ComputedFields: never;
        Insert: {
          action: string;
          actor: string;
          actor_name?: string | null;
          business_id: string;
          changes: NonNullable<Json>;
          id?: string;
          recorded_at?: string;
          request_id?: string | null;
          subject_id: string;
          subject_name?: string | null;
          subject_type: string;
        };
        Update: {
          action?: string;
          actor?: string;
          actor_name?: string | null;
          business_id?: string;
          changes?: NonNullable<Json>;
          id?: string;
          recorded_at?: string;
          request_id?: string | null;
          subject_id?: string;
          subject_name?: string | null;
          subject_type?: string;
        };
        Relationships: [];
      };
      billing_runs: {
        Row: {
          business_id: string;
          charges: number;
          events: number;
          finished_at: string | null;
          held: number;
          id: string;
          next_after_customer_id: string | null;
          request_id: string | null;
          started_at: string;
          started_by: string;
          status: string;
          total_billed: number;
          total_held: number;
          trigger: string;
          up_to_event_id: string;
        };
        ComputedFields: never;
        Insert: {
          business_id: string;
          charges?: number;
          events?: number;
          finished_at?: string | null;
          held?: number;
          id?: string;
          next_after_customer_id?: string | null;
          request_id?: string | null;
          started_at?: string;
          started_by: string;
          status?: string;
          total_billed?: number;
          total_held?: number;
          trigger: string;
          up_to_event_id: string;
        };
        Update: {
          business_id?: string;
          charges?: number;
          events?: number;
          finished_at?: string | null;
          held?: number;
          id?: string;
          next_after_customer_id?: string | null;
          request_id?: string | null;
          started_at?: string;
          started_by?: string;
          status?: string;
          total_billed?: number;
          total_held?: number;
          trigger?: string;
          up_to_event_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'billing_runs_business_id_fkey';
            columns: ['business_id'];
            isOneToOne: false;
            referencedRelation: 'businesses';
            referencedColumns: ['id'];
          },
        ];
      };
      business_settings: {
        Row: {
          business_id: string;
          join_enabled: boolean;
          low_balance: number | null;
          low_credits: number | null;
          overdue_days: number;
          session_credits_per_minute: number;
          updated_at: string;
          welcome_grant: number;
        };
        ComputedFields: never;
        Insert: {
          business_id: string;
          join_enabled?: boolean;
          low_balance?: number | null;
          low_credits?: number | null;
          overdue_days?: number;
          session_credits_per_minute?: number;
          updated_at?: string;
          welcome_grant?: number;
        };
        Update: {
          business_id?: string;
          join_enabled?: boolean;
          low_balance?: number | null;
          low_credits?: number | null;
          overdue_days?: number;
          session_credits_per_minute?: number;
          updated_at?: string;
          welcome_grant?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'business_settings_business_id_fkey';
            columns: ['business_id'];
            isOneToOne: true;
            referencedRelation: 'businesses';
            referencedColumns: ['id'];
          },
        ];
      };
      businesses: {
        Row: {
          created_at: string;
          currency: string;
          currency_decimals: number;
          id: string;
          is_sandbox: boolean;
          name: string;
          slug: string;
          test_clock_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          created_at?: string;
          currency: string;
          currency_decimals: number;
          id?: string;
          is_sandbox?: boolean;
          name: string;
          slug: string;
          test_clock_at?: string | null;
        };
        Update: {
          created_at?: string;
          currency?: string;
          currency_decimals?: number;
          id?: string;
          is_sandbox?: boolean;
          name?: string;
          slug?: string;
          test_clock_at?: string | null;
        };
        Relationships: [];
      };
      customers: {
        Row: {
          business_id: string;
          created_at: string;
          email: string | null;
          external_id: string | null;
          id: string;
          name: string;
          status: Database['public']['Enums']['customer_status'];
          updated_at: string;
          user_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          business_id: string;
          created_at: string;
          email?: string | null;
          external_id?: string | null;
          id?: string;
          name: string;
          status?: Database['public']['Enums']['customer_status'];
          updated_at: string;
          user_id?: string | null;
        };
        Update: {
          business_id?: string;
          created_at?: string;
          email?: string | null;
          external_id?: string | null;
          id?: string;
          name?: string;
          status?: Database['public']['Enums']['customer_status'];
          updated_at?: string;
          user_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'customers_business_id_fkey';
            columns: ['business_id'];
            isOneToOne: false;
            referencedRelation: 'businesses';
            referencedColumns: ['id'];
          },
        ];
      };
      debit_logs: {
        Row: {
          amount: number;
          attempt: number;
          balance_after: number;
          balance_before: number;
          business_id: string;
          created_at: string;
          customer_id: string;
          entry_version: number | null;
          error_code: string | null;
          error_message: string | null;
          period_start: string;
          run_id: string;
          status: string;
        };
        ComputedFields: never;
        Insert: {
          amount: number;
          attempt: number;
          balance_after: number;
          balance_before: number;
          business_id: string;
          created_at: string;
          customer_id: string;
          entry_version?: number | null;
          error_code?: string | null;
          error_message?: string | null;
          period_start: string;
          run_id: string;
          status: string;
        };
        Update: {
          amount?: number;
          attempt?: number;
          balance_after?: number;
          balance_before?: number;
          business_id?: string;
          created_at?: string;
          customer_id?: string;
          entry_version?: number | null;
          error_code?: string | null;
          error_message?: string | null;
          period_start?: string;
          run_id?: string;
          status?: string;
        };
        Relationships: [];
      };
      debit_runs: {
        Row: {
          business_id: string;
          due: number;
          failed: number;
          finished_at: string | null;
          id: string;
          manual_run_id: string | null;
          next_after_customer_id: string;
          period_start: string;
          processed: number;
          request_id: string | null;
          started_at: string;
          started_by: string;
          status: string;
          succeeded: number;
          total_debited: number;
          trigger: string;
        };
        ComputedFields: never;
        Insert: {
          business_id: string;
          due?: number;
          failed?: number;
          finished_at?: string | null;
          id?: string;
          manual_run_id?: string | null;
          next_after_customer_id?: string;
          period_start: string;
          processed?: number;
          request_id?: string | null;
          started_at?: string;
          started_by: string;
          status?: string;
          succeeded?: number;
          total_debited?: number;
          trigger: string;
        };
        Update: {
          business_id?: string;
          due?: number;
          failed?: number;
          finished_at?: string | null;
          id?: string;
          manual_run_id?: string | null;
          next_after_customer_id?: string;
          period_start?: string;
          processed?: number;
          request_id?: string | null;
          started_at?: string;
          started_by?: string;
          status?: string;
          succeeded?: number;
          total_debited?: number;
          trigger?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'debit_runs_business_id_fkey';
            columns: ['business_id'];
            isOneToOne: false;
            referencedRelation: 'businesses';
            referencedColumns: ['id'];
          },
        ];
      };
      holds: {
        Row: {
          actor: string;
          amount: number;
          business_id: string;
          captured: number;
          created_at: string;
          customer_id: string;
          description: string | null;
          ended_at: string | null;
          ended_by: string | null;
          expires_at: string;
          first_version: number | null;
          id: string;
          last_version: number | null;
          request_id: string | null;
          status: Database['public']['Enums']['hold_status'];
          wallet_id: string;
          wallet_kind: Database['public']['Enums']['wallet_kind'];
        };
        ComputedFields: never;
        Insert: {
          actor: string;
          amount: number;
          business_id: string;
          captured?: number;
          created_at: string;
          customer_id: string;
          description?: string | null;
          ended_at?: string | null;
          ended_by?: string | null;
          expires_at: string;
          first_version?: number | null;
          id?: string;
          last_version?: number | null;
          request_id?: string | null;
          status?: Database['public']['Enums']['hold_status'];
          wallet_id: string;
          wallet_kind: Database['public']['Enums']['wallet_kind'];
        };
        Update: {
          actor?: string;
          amount?: number;
          business_id?: string;
          captured?: number;
          created_at?: string;
          customer_id?: string;
          description?: string | null;
          ended_at?: string | null;
          ended_by?: string | null;
          expires_at?: string;
          first_version?: number | null;
          id?: string;
          last_version?: number | null;
          request_id?: string | null;
          status?: Database['public']['Enums']['hold_status'];
          wallet_id?: string;
          wallet_kind?: Database['public']['Enums']['wallet_kind'];
        };
        Relationships: [
          {
            foreignKeyName: 'holds_business_id_customer_id_fkey';
            columns: ['business_id', 'customer_id'];
            isOneToOne: false;
            referencedRelation: 'customers';
            referencedColumns: ['business_id', 'id'];
          },
        ];
      };
      invitations: {
        Row: {
          accepted_at: string | null;
          business_id: string;
          created_at: string;
          customer_id: string | null;
          email: string | null;
          expires_at: string;
          id: string;
          invited_by: string;
          revoked_at: string | null;
          role: string;
          token_hash: string;
        };
        ComputedFields: never;
        Insert: {
          accepted_at?: string | null;
          business_id: string;
          created_at?: string;
          customer_id?: string | null;
          email?: string | null;
          expires_at: string;
          id?: string;
          invited_by: string;
          revoked_at?: string | null;
          role: string;
          token_hash: string;
        };
        Update: {
          accepted_at?: string | null;
          business_id?: string;
          created_at?: string;
          customer_id?: string | null;
          email?: string | null;
          expires_at?: string;
          id?: string;
          invited_by?: string;
          revoked_at?: string | null;
          role?: string;
          token_hash?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'invitations_business_id_customer_id_fkey';
            columns: ['business_id', 'customer_id'];
            isOneToOne: false;
            referencedRelation: 'customers';
            referencedColumns: ['business_id', 'id'];
          },
          {
            foreignKeyName: 'invitations_business_id_fkey';
            columns: ['business_id'];
            isOneToOne: false;
            referencedRelation: 'businesses';
            referencedColumns: ['id'];
          },
        ];
      };
      ledger_entries: {
        Row: {
          actor: string;
          amount: number;
          balance_after: number;
          business_id: string;
          counter_account: string;
          description: string | null;
          hash: string;
          kind: Database['public']['Enums']['entry_kind'];
          occurred_at: string;
          recorded_at: string;
          reference_id: string | null;
          reference_type: string | null;
          request_id: string | null;
          version: number;
          wallet_id: string;
        };
        ComputedFields: never;
        Insert: {
          actor: string;
          amount: number;
          balance_after: number;
          business_id: string;
          counter_account: string;
          description?: string | null;
          hash: string;
          kind: Database['public']['Enums']['entry_kind'];
          occurred_at: string;
          recorded_at: string;
          reference_id?: string | null;
          reference_type?: string | null;
          request_id?: string | null;
          version: number;
          wallet_id: string;
        };
        Update: {
          actor?: string;
          amount?: number;
          balance_after?: number;
          business_id?: string;
          counter_account?: string;
          description?: string | null;
          hash?: string;
          kind?: Database['public']['Enums']['entry_kind'];
          occurred_at?: string;
          recorded_at?: string;
          reference_id?: string | null;
          reference_type?: string | null;
          request_id?: string | null;
          version?: number;
          wallet_id?: string;
        };
        Relationships: [];
      };
      memberships: {
        Row: {
          business_id: string;
          created_at: string;
          role: string;
          user_id: string;
        };
        ComputedFields: never;
        Insert: {
          business_id: string;
          created_at?: string;
          role: string;
          user_id: string;
        };
        Update: {
          business_id?: string;
          created_at?: string;
          role?: string;
          user_id?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'memberships_business_id_fkey';
            columns: ['business_id'];
            isOneToOne: false;
            referencedRelation: 'businesses';
            referencedColumns: ['id'];
          },
        ];
      };
      order_cancellation_items: {
        Row: {
          business_id: string;
          cancellation_id: string;
          product_id: string;
          quantity: number;
        };
        ComputedFields: never;
        Insert: {
          business_id: string;
          cancellation_id: string;
          product_id: string;
          quantity: number;
        };
        Update: {
          business_id?: string;
          cancellation_id?: string;
          product_id?: string;
          quantity?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'order_cancellation_items_business_id_cancellation_id_fkey';
            columns: ['business_id', 'cancellation_id'];
            isOneToOne: false;
            referencedRelation: 'order_cancellations';
            referencedColumns: ['business_id', 'id'];
          },
        ];
      };
      order_cancellations: {
        Row: {
          actor: string;
          amount: number;
          business_id: string;
          id: string;
          occurred_at: string;
          order_id: string;
          reason: string | null;
          recorded_at: string;
          request_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          actor: string;
          amount: number;
          business_id: string;
          id?: string;
          occurred_at: string;
          order_id: string;
          reason?: string | null;
          recorded_at?: string;
          request_id?: string | null;
        };
        Update: {
          actor?: string;
          amount?: number;
          business_id?: string;
          id?: string;
          occurred_at?: string;
          order_id?: string;
          reason?: string | null;
          recorded_at?: string;
          request_id?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'order_cancellations_business_id_order_id_fkey';
            columns: ['business_id', 'order_id'];
            isOneToOne: false;
            referencedRelation: 'orders';
            referencedColumns: ['business_id', 'id'];
          },
          {
            foreignKeyName: 'order_cancellations_business_id_order_id_fkey';
            columns: ['business_id', 'order_id'];
            isOneToOne: false;
            referencedRelation: 'overdue_orders';
            referencedColumns: ['business_id', 'order_id'];
          },
        ];
      };
      order_items: {
        Row: {
          business_id: string;
          cancelled_quantity: number;
          name: string;
          order_id: string;
          product_id: string;
          quantity: number;
          sku: string;
          unit_price: number;
        };
        ComputedFields: never;
        Insert: {
          business_id: string;
          cancelled_quantity?: number;
          name: string;
          order_id: string;
          product_id: string;
          quantity: number;
          sku: string;
          unit_price: number;
        };
        Update: {
          business_id?: string;
          cancelled_quantity?: number;
          name?: string;
          order_id?: string;
          product_id?: string;
          quantity?: number;
          sku?: string;
          unit_price?: number;
        };
        Relationships: [];
      };
      orders: {
        Row: {
          actor: string;
          business_id: string;
          cancelled: number;
          customer_id: string;
          id: string;
          item_count: number;
          note: string | null;
          number: number;
          outstanding: number;
          paid: number;
          placed_at: string;
          recorded_at: string;
          request_id: string | null;
          status: Database['public']['Enums']['order_status'];
          total: number;
        };
        ComputedFields: never;
        Insert: {
          actor: string;
          business_id: string;
          cancelled?: number;
          customer_id: string;
          id?: string;
          item_count: number;
          note?: string | null;
          number: number;
          outstanding?: never;
          paid?: number;
          placed_at: string;
          recorded_at?: string;
          request_id?: string | null;
          status: Database['public']['Enums']['order_status'];
          total: number;
        };
        Update: {
          actor?: string;
          business_id?: string;
          cancelled?: number;
          customer_id?: string;
          id?: string;
          item_count?: number;
          note?: string | null;
          number?: number;
          outstanding?: never;
          paid?: number;
          placed_at?: string;
          recorded_at?: string;
          request_id?: string | null;
          status?: Database['public']['Enums']['order_status'];
          total?: number;
        };
        Relationships: [];
      };
      payment_allocations: {
        Row: {
          actor: string;
          amount: number;
          business_id: string;
          kind: Database['public']['Enums']['allocation_kind'];
          occurred_at: string;
          order_id: string;
          payment_id: string;
          recorded_at: string;
          request_id: string | null;
          sequence: number;
        };
        ComputedFields: never;
        Insert: {
          actor: string;
          amount: number;
          business_id: string;
          kind: Database['public']['Enums']['allocation_kind'];
          occurred_at: string;
          order_id: string;
          payment_id: string;
          recorded_at?: string;
          request_id?: string | null;
          sequence: number;
        };
        Update: {
          actor?: string;
          amount?: number;
          business_id?: string;
          kind?: Database['public']['Enums']['allocation_kind'];
          occurred_at?: string;
          order_id?: string;
          payment_id?: string;
          recorded_at?: string;
          request_id?: string | null;
          sequence?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'payment_allocations_business_id_order_id_fkey';
            columns: ['business_id', 'order_id'];
            isOneToOne: false;
            referencedRelation: 'orders';
            referencedColumns: ['business_id', 'id'];
          },
          {
            foreignKeyName: 'payment_allocations_business_id_order_id_fkey';
            columns: ['business_id', 'order_id'];
            isOneToOne: false;
            referencedRelation: 'overdue_orders';
            referencedColumns: ['business_id', 'order_id'];
          },
          {
            foreignKeyName: 'payment_allocations_business_id_payment_id_fkey';
            columns: ['business_id', 'payment_id'];
            isOneToOne: false;
            referencedRelation: 'payments';
            referencedColumns: ['business_id', 'id'];
          },
        ];
      };
      payments: {
        Row: {
          actor: string;
          allocated: number;
          amount: number;
          business_id: string;
          customer_id: string;
          id: string;
          method: Database['public']['Enums']['payment_method'];
          note: string | null;
          received_at: string;
          recorded_at: string;
          reference: string | null;
          request_id: string | null;
          reversal_reason: string | null;
          reversed_at: string | null;
        };
        ComputedFields: never;
        Insert: {
          actor: string;
          allocated: number;
          amount: number;
          business_id: string;
          customer_id: string;
          id?: string;
          method: Database['public']['Enums']['payment_method'];
          note?: string | null;
          received_at: string;
          recorded_at?: string;
          reference?: string | null;
          request_id?: string | null;
          reversal_reason?: string | null;
          reversed_at?: string | null;
        };
        Update: {
          actor?: string;
          allocated?: number;
          amount?: number;
          business_id?: string;
          customer_id?: string;
          id?: string;
          method?: Database['public']['Enums']['payment_method'];
          note?: string | null;
          received_at?: string;
          recorded_at?: string;
          reference?: string | null;
          request_id?: string | null;
          reversal_reason?: string | null;
          reversed_at?: string | null;
        };
        Relationships: [
          {
            foreignKeyName: 'payments_business_id_customer_id_fkey';
            columns: ['business_id', 'customer_id'];
            isOneToOne: false;
            referencedRelation: 'customers';
            referencedColumns: ['business_id', 'id'];
          },
        ];
      };
      products: {
        Row: {
          business_id: string;
          created_at: string;
          description: string | null;
          id: string;
          name: string;
          price: number;
          sku: string;
          status: Database['public']['Enums']['product_status'];
          stock: number | null;
          stock_version: number;
          updated_at: string;
          usage_unit_price: number | null;
        };
        ComputedFields: never;
        Insert: {
          business_id: string;
          created_at: string;
          description?: string | null;
          id?: string;
          name: string;
          price: number;
          sku: string;
          status?: Database['public']['Enums']['product_status'];
          stock?: number | null;
          stock_version?: number;
          updated_at: string;
          usage_unit_price?: number | null;
        };
        Update: {
          business_id?: string;
          created_at?: string;
          description?: string | null;
          id?: string;
          name?: string;
          price?: number;
          sku?: string;
          status?: Database['public']['Enums']['product_status'];
          stock?: number | null;
          stock_version?: number;
          updated_at?: string;
          usage_unit_price?: number | null;
        };
        Relationships: [
          {
            foreignKeyName: 'products_business_id_fkey';
            columns: ['business_id'];
            isOneToOne: false;
            referencedRelation: 'businesses';
            referencedColumns: ['id'];
          },
        ];
      };
      sessions: {
        Row: {
          business_id: string;
          credits_per_minute: number;
          credits_used: number;
          customer_id: string;
          description: string | null;
          end_reason: Database['public']['Enums']['session_end_reason'] | null;
          ended_at: string | null;
          ended_by: string | null;
          entries: number;
          first_version: number | null;
          id: string;
          last_version: number | null;
          request_id: string | null;
          runs_out_at: string | null;
          settled_at: string;
          started_at: string;
          started_by: string;
        };
        ComputedFields: never;
        Insert: {
          business_id: string;
          credits_per_minute: number;
          credits_used?: number;
          customer_id: string;
          description?: string | null;
          end_reason?: Database['public']['Enums']['session_end_reason'] | null;
          ended_at?: string | null;
          ended_by?: string | null;
          entries?: number;
          first_version?: number | null;
          id?: string;
          last_version?: number | null;
          request_id?: string | null;
          runs_out_at?: string | null;
          settled_at: string;
          started_at: string;
          started_by: string;
        };
        Update: {
          business_id?: string;
          credits_per_minute?: number;
          credits_used?: number;
          customer_id?: string;
          description?: string | null;
          end_reason?: Database['public']['Enums']['session_end_reason'] | null;
          ended_at?: string | null;
          ended_by?: string | null;
          entries?: number;
          first_version?: number | null;
          id?: string;
          last_version?: number | null;
          request_id?: string | null;
          runs_out_at?: string | null;
          settled_at?: string;
          started_at?: string;
          started_by?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'sessions_business_id_customer_id_fkey';
            columns: ['business_id', 'customer_id'];
            isOneToOne: false;
            referencedRelation: 'customers';
            referencedColumns: ['business_id', 'id'];
          },
        ];
      };
      stock_movements: {
        Row: {
          actor: string;
          business_id: string;
          kind: Database['public']['Enums']['stock_movement_kind'];
          occurred_at: string;
          order_id: string | null;
          product_id: string;
          quantity: number;
          reason: string | null;
          recorded_at: string;
          request_id: string | null;
          stock_after: number;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          actor: string;
          business_id: string;
          kind: Database['public']['Enums']['stock_movement_kind'];
          occurred_at: string;
          order_id?: string | null;
          product_id: string;
          quantity: number;
          reason?: string | null;
          recorded_at?: string;
          request_id?: string | null;
          stock_after: number;
          version: number;
        };
        Update: {
          actor?: string;
          business_id?: string;
          kind?: Database['public']['Enums']['stock_movement_kind'];
          occurred_at?: string;
          order_id?: string | null;
          product_id?: string;
          quantity?: number;
          reason?: string | null;
          recorded_at?: string;
          request_id?: string | null;
          stock_after?: number;
          version?: number;
        };
        Relationships: [];
      };
      usage_charges: {
        Row: {
          after_event_id: string;
          amount: number;
          billing_run_id: string;
          business_id: string;
          charged_at: string;
          customer_id: string;
          events: number;
          id: string;
          meter: string;
          product_id: string | null;
          service: string | null;
          units: number;
          up_to_event_id: string;
          version: number | null;
          wallet_id: string | null;
        };
        ComputedFields: never;
        Insert: {
          after_event_id: string;
          amount: number;
          billing_run_id: string;
          business_id: string;
          charged_at: string;
          customer_id: string;
          events: number;
          id: string;
          meter: string;
          product_id?: string | null;
          service?: string | null;
          units: number;
          up_to_event_id: string;
          version?: number | null;
          wallet_id?: string | null;
        };
        Update: {
          after_event_id?: string;
          amount?: number;
          billing_run_id?: string;
          business_id?: string;
          charged_at?: string;
          customer_id?: string;
          events?: number;
          id?: string;
          meter?: string;
          product_id?: string | null;
          service?: string | null;
          units?: number;
          up_to_event_id?: string;
          version?: number | null;
          wallet_id?: string | null;
        };
        Relationships: [];
      };
      usage_days: {
        Row: {
          amount: number;
          business_id: string;
          customer_id: string;
          day: string;
          events: number;
          meter: string;
          product_id: string | null;
          service: string | null;
          units: number;
        };
        ComputedFields: never;
        Insert: {
          amount: number;
          business_id: string;
          customer_id: string;
          day: string;
          events: number;
          meter: string;
          product_id?: string | null;
          service?: string | null;
          units: number;
        };
        Update: {
          amount?: number;
          business_id?: string;
          customer_id?: string;
          day?: string;
          events?: number;
          meter?: string;
          product_id?: string | null;
          service?: string | null;
          units?: number;
        };
        Relationships: [];
      };
      usage_events: {
        Row: {
          actor: string;
          business_id: string;
          customer_id: string;
          id: string;
          occurred_at: string;
          price_per_unit: number;
          product_id: string | null;
          recorded_at: string;
          request_id: string;
          service: string | null;
          source_request_id: string | null;
          units: number;
        };
        ComputedFields: never;
        Insert: {
          actor: string;
          business_id: string;
          customer_id: string;
          id: string;
          occurred_at: string;
          price_per_unit: number;
          product_id?: string | null;
          recorded_at: string;
          request_id: string;
          service?: string | null;
          source_request_id?: string | null;
          units: number;
        };
        Update: {
          actor?: string;
          business_id?: string;
          customer_id?: string;
          id?: string;
          occurred_at?: string;
          price_per_unit?: number;
          product_id?: string | null;
          recorded_at?: string;
          request_id?: string;
          service?: string | null;
          source_request_id?: string | null;
          units?: number;
        };
        Relationships: [];
      };
      usage_totals: {
        Row: {
          amount: number;
          billed_amount: number;
          billed_events: number;
          billed_units: number;
          billed_up_to: string;
          business_id: string;
          customer_id: string;
          events: number;
          held_reason: string | null;
          held_since: string | null;
          is_due: boolean | null;
          meter: string;
          product_id: string | null;
          service: string | null;
          units: number;
        };
        ComputedFields: never;
        Insert: {
          amount: number;
          billed_amount?: number;
          billed_events?: number;
          billed_units?: number;
          billed_up_to?: string;
          business_id: string;
          customer_id: string;
          events: number;
          held_reason?: string | null;
          held_since?: string | null;
          is_due?: never;
          meter: string;
          product_id?: string | null;
          service?: string | null;
          units: number;
        };
        Update: {
          amount?: number;
          billed_amount?: number;
          billed_events?: number;
          billed_units?: number;
          billed_up_to?: string;
          business_id?: string;
          customer_id?: string;
          events?: number;
          held_reason?: string | null;
          held_since?: string | null;
          is_due?: never;
          meter?: string;
          product_id?: string | null;
          service?: string | null;
          units?: number;
        };
        Relationships: [];
      };
      wallets: {
        Row: {
          balance: number;
          business_id: string;
          customer_id: string;
          debit_attempts: number;
          debit_succeeded: boolean;
          debited_through: string | null;
          held: number;
          hourly_debit_amount: number;
          id: string;
          kind: Database['public']['Enums']['wallet_kind'];
          last_hash: string;
          low_balance: number | null;
          low_balance_is_own: boolean;
          minimum_balance: number | null;
          status: Database['public']['Enums']['customer_status'];
          unit: string;
          updated_at: string;
          version: number;
        };
        ComputedFields: never;
        Insert: {
          balance?: number;
          business_id: string;
          customer_id: string;
          debit_attempts?: number;
          debit_succeeded?: boolean;
          debited_through?: string | null;
          held?: number;
          hourly_debit_amount?: number;
          id?: string;
          kind: Database['public']['Enums']['wallet_kind'];
          last_hash?: string;
          low_balance?: number | null;
          low_balance_is_own?: boolean;
          minimum_balance?: number | null;
          status?: Database['public']['Enums']['customer_status'];
          unit: string;
          updated_at: string;
          version?: number;
        };
        Update: {
          balance?: number;
          business_id?: string;
          customer_id?: string;
          debit_attempts?: number;
          debit_succeeded?: boolean;
          debited_through?: string | null;
          held?: number;
          hourly_debit_amount?: number;
          id?: string;
          kind?: Database['public']['Enums']['wallet_kind'];
          last_hash?: string;
          low_balance?: number | null;
          low_balance_is_own?: boolean;
          minimum_balance?: number | null;
          status?: Database['public']['Enums']['customer_status'];
          unit?: string;
          updated_at?: string;
          version?: number;
        };
        Relationships: [
          {
            foreignKeyName: 'wallets_business_id_customer_id_fkey';
            columns: ['business_id', 'customer_id'];
            isOneToOne: false;
            referencedRelation: 'customers';
            referencedColumns: ['business_id', 'id'];
          },
        ];
      };
      webhook_attempts: {
        Row: {
          business_id: string;
          delivered: boolean;
          duration_ms: number;
          endpoint_id: string;
          error: string | null;
          event_id: string;
          id: string;
          response_body: string | null;
          response_status: number | null;
          started_at: string;
        };
        ComputedFields: never;
        Insert: {
          business_id: string;
          delivered: boolean;
          duration_ms: number;
          endpoint_id: string;
          error?: string | null;
          event_id: string;
          id?: string;
          response_body?: string | null;
          response_status?: number | null;
          started_at: string;
        };
        Update: {
          business_id?: string;
          delivered?: boolean;
          duration_ms?: number;
          endpoint_id?: string;
          error?: string | null;
          event_id?: string;
          id?: string;
          response_body?: string | null;
          response_status?: number | null;
          started_at?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'webhook_attempts_business_id_endpoint_id_event_id_fkey';
            columns: ['business_id', 'endpoint_id', 'event_id'];
            isOneToOne: false;
            referencedRelation: 'webhook_deliveries';
            referencedColumns: ['business_id', 'endpoint_id', 'event_id'];
          },
        ];
      };
      webhook_deliveries: {
        Row: {
          attempt_count: number;
          business_id: string;
          claim_id: string | null;
          created_at: string;
          customer_id: string | null;
          endpoint_id: string;
          event_id: string;
          next_attempt_at: string | null;
          settled_at: string | null;
          status: Database['public']['Enums']['webhook_delivery_status'];
        };
        ComputedFields: never;
        Insert: {
          attempt_count?: number;
          business_id: string;
          claim_id?: string | null;
          created_at?: string;
          customer_id?: string | null;
          endpoint_id: string;
          event_id: string;
          next_attempt_at?: string | null;
          settled_at?: string | null;
          status?: Database['public']['Enums']['webhook_delivery_status'];
        };
        Update: {
          attempt_count?: number;
          business_id?: string;
          claim_id?: string | null;
          created_at?: string;
          customer_id?: string | null;
          endpoint_id?: string;
          event_id?: string;
          next_attempt_at?: string | null;
          settled_at?: string | null;
          status?: Database['public']['Enums']['webhook_delivery_status'];
        };
        Relationships: [
          {
            foreignKeyName: 'webhook_deliveries_business_id_event_id_fkey';
            columns: ['business_id', 'event_id'];
            isOneToOne: false;
            referencedRelation: 'webhook_events';
            referencedColumns: ['business_id', 'id'];
          },
        ];
      };
      webhook_endpoints: {
        Row: {
          business_id: string;
          created_at: string;
          created_by: string;
          deleted_at: string | null;
          description: string | null;
          disabled_at: string | null;
          disabled_reason: Database['public']['Enums']['webhook_disabled_reason'] | null;
          event_types: Database['public']['Enums']['webhook_event_type'][];
          failing_since: string | null;
          id: string;
          previous_secret_expires_at: string | null;
          secret_rotated_at: string;
          url: string;
        };
        ComputedFields: never;
        Insert: {
          business_id: string;
          created_at?: string;
          created_by: string;
          deleted_at?: string | null;
          description?: string | null;
          disabled_at?: string | null;
          disabled_reason?: Database['public']['Enums']['webhook_disabled_reason'] | null;
          event_types?: Database['public']['Enums']['webhook_event_type'][];
          failing_since?: string | null;
          id?: string;
          previous_secret_expires_at?: string | null;
          secret_rotated_at?: string;
          url: string;
        };
        Update: {
          business_id?: string;
          created_at?: string;
          created_by?: string;
          deleted_at?: string | null;
          description?: string | null;
          disabled_at?: string | null;
          disabled_reason?: Database['public']['Enums']['webhook_disabled_reason'] | null;
          event_types?: Database['public']['Enums']['webhook_event_type'][];
          failing_since?: string | null;
          id?: string;
          previous_secret_expires_at?: string | null;
          secret_rotated_at?: string;
          url?: string;
        };
        Relationships: [
          {
            foreignKeyName: 'webhook_endpoints_business_id_fkey';
            columns: ['business_id'];
            isOneToOne: false;
            referencedRelation: 'businesses';
            referencedColumns: ['id'];
          },
        ];
      };
      webhook_events: {
        Row: {
          business_id: string;
          customer_id: string | null;
          data: NonNullable<Json>;
          id: string;
          occurred_at: string;
          recorded_at: string;
          type: Database['public']['Enums']['webhook_event_type'];
        };
        ComputedFields: never;
        Insert: {
          business_id: string;
          customer_id?: string | null;
          data: NonNullable<Json>;
          id: string;
          occurred_at: string;
          recorded_at?: string;
          type: Database['public']['Enums']['webhook_event_type'];
        };
        Update: {
          business_id?: string;
          customer_id?: string | null;
          data?: NonNullable<Json>;
          id?: string;
          occurred_at?: string;
          recorded_at?: string;
          type?: Database['public']['Enums']['webhook_event_type'];
        };
        Relationships: [];
      };
    };
    Views: {
      amounts_owed: {
        Row: {
          business_id: string;
          credit_limit: number | null;
          currency: string;
          customer_id: string;
          customer_name: string;
          oldest_placed_at: string | null;
          open_orders: number | null;
          owed: number | null;
        };
        ComputedFields: never;
        Relationships: [
          {
            foreignKeyName: 'wallets_business_id_customer_id_fkey';
            columns: ['business_id', 'customer_id'];
            isOneToOne: false;
            referencedRelation: 'customers';
            referencedColumns: ['business_id', 'id'];
          },
        ];
      };
      credit_balances: {
        Row: {
          business_id: string;
          credits: number | null;
          customer_id: string;
          customer_name: string;
          runs_out_at: string | null;
          session_id: string | null;
        };
        ComputedFields: never;
        Relationships: [
          {
            foreignKeyName: 'wallets_business_id_customer_id_fkey';
            columns: ['business_id', 'customer_id'];
            isOneToOne: false;
            referencedRelation: 'customers';
            referencedColumns: ['business_id', 'id'];
          },
        ];
      };
      live_sessions: {
        Row: {
          business_id: string;
          credits_per_minute: number;
          credits_used: number | null;
          customer_id: string;
          description: string | null;
          end_reason: Database['public']['Enums']['session_end_reason'] | null;
          ended_at: string | null;
          runs_out_at: string | null;
          session_id: string;
          started_at: string;
          status: string | null;
        };
        ComputedFields: never;
        Relationships: [
          {
            foreignKeyName: 'sessions_business_id_customer_id_fkey';
            columns: ['business_id', 'customer_id'];
            isOneToOne: false;
            referencedRelation: 'customers';
            referencedColumns: ['business_id', 'id'];
          },
        ];
      };
      overdue_orders: {
        Row: {
          business_id: string;
          customer_id: string;
          customer_name: string;
          due_at: string | null;
          number: number;
          order_id: string;
          outstanding: number;
          paid: number;
          placed_at: string;
          total: number;
        };
        ComputedFields: never;
        Relationships: [];
      };
    };
    Functions: {
      accept_invitation: { Args: { token: string }; Returns: Json };
      add_credit: {
        Args: {
          amount?: number;
          amount_cents?: number;
          business_id?: string;
          customer_id?: string;
          description?: string;
        };
        Returns: Json;
      };
      add_credits: {
        Args: {
          business_id?: string;
          credits?: number;
          customer_id?: string;
          description?: string;
          source?: string;
        };
        Returns: Json;
      };
      adjust_stock: {
        Args: {
          business_id?: string;
          change?: number;
          counted?: number;
          product_id?: string;
          reason?: string;
          tracked?: boolean;
        };
        Returns: Json;
      };
      advance_billing: { Args: { billing_run_id?: string; business_id?: string }; Returns: Json };
      advance_clock: {
        Args: { business_id?: string; days?: number; hours?: number; seconds?: number; until?: string };
        Returns: Json;
      };
      advance_debits: { Args: { business_id?: string; run_id?: string }; Returns: Json };
      archive_product: { Args: { business_id?: string; product_id?: string }; Returns: Json };
      begin_sign_in: { Args: { account?: string; address?: string }; Returns: Json };
      cancel_order: {
        Args: { business_id?: string; items?: Json; order_id?: string; reason?: string };
        Returns: Json;
      };
      capture_hold: {
        Args: {
          amount?: number;
          business_id?: string;
          description?: string;
          hold_id?: string;
          keep_rest?: boolean;
        };
        Returns: Json;
      };
      claim_webhooks: { Args: { room?: number }; Returns: Json };
      create_api_key: {
        Args: { business_id?: string; expires_at?: string; name?: string; scopes?: string[] };
        Returns: Json;
      };
      create_business: { Args: { currency?: string; is_sandbox?: boolean; name: string }; Returns: Json };
      create_customer: {
        Args: {
          balance?: number;
          business_id?: string;
          credit_limit?: number;
          email?: string;
          external_id?: string;
          hourly_debit_amount?: number;
          name?: string;
          overdraft_limit?: number;
          postpaid?: boolean;
          status?: string;
        };
        Returns: Json;
      };
      create_hold: {
        Args: {
          amount?: number;
          business_id?: string;
          customer_id?: string;
          description?: string;
          expires_at?: string;
          expires_in?: number;
          wallet?: string;
        };
        Returns: Json;
      };
      create_invitation: { Args: { business_id?: string; email?: string; role?: string }; Returns: Json };
      create_product: {
        Args: {
          business_id?: string;
          description?: string;
          name?: string;
          price?: number;
          sku?: string;
          status?: string;
          stock?: number;
          usage_unit_price?: number;
        };
        Returns: Json;
      };
      create_webhook_endpoint: {
        Args: { business_id?: string; description?: string; event_types?: string[]; url?: string };
        Returns: Json;
      };
      delete_customer: { Args: { business_id?: string; customer_id?: string }; Returns: Json };
      delete_webhook_endpoint: { Args: { business_id?: string; endpoint_id?: string }; Returns: Json };
      end_sign_in: { Args: { account?: string; address?: string; succeeded?: boolean }; Returns: Json };
      get_balance: {
        Args: {
          as_of?: string;
          business_id?: string;
          cursor?: string;
          customer_id?: string;
          page_size?: number;
        };
        Returns: Json;
      };
      get_billing_run: { Args: { billing_run_id?: string; business_id?: string }; Returns: Json };
      get_billing_status: { Args: { business_id?: string }; Returns: Json };
      get_business: { Args: { business_id?: string }; Returns: Json };
      get_customer: { Args: { business_id?: string; customer_id?: string }; Returns: Json };
      get_debit_run: { Args: { business_id?: string; run_id?: string }; Returns: Json };
      get_debit_status: { Args: { business_id?: string }; Returns: Json };
      get_health: { Args: Record<PropertyKey, never>; Returns: Json };
      get_hold: { Args: { business_id?: string; hold_id?: string }; Returns: Json };
      get_invitation: { Args: { token: string }; Returns: Json };
      get_join_page: { Args: { slug?: string }; Returns: Json };
      get_ledger_entry: { Args: { business_id?: string; entry_id?: string }; Returns: Json };
      get_ledger_proof: { Args: { business_id?: string }; Returns: Json };
      get_me: { Args: Record<PropertyKey, never>; Returns: Json };
      get_metrics: { Args: Record<PropertyKey, never>; Returns: Json };
      get_order: { Args: { business_id?: string; order_id?: string }; Returns: Json };
      get_overdue: {
        Args: { as_of?: string; business_id?: string; cursor?: string; days?: number; page_size?: number };
        Returns: Json;
      };
      get_overview: { Args: { business_id?: string }; Returns: Json };
      get_payment: { Args: { business_id?: string; payment_id?: string }; Returns: Json };
      get_product: { Args: { business_id?: string; product_id?: string }; Returns: Json };
      get_profile: { Args: Record<PropertyKey, never>; Returns: Json };
      get_ready: { Args: Record<PropertyKey, never>; Returns: Json };
      get_session: {
        Args: { business_id?: string; cursor?: string; page_size?: number; session_id?: string };
        Returns: Json;
      };
      get_session_analytics: {
        Args: { business_id?: string; customer_id?: string; from_day?: string; to_day?: string };
        Returns: Json;
      };
      get_session_status: { Args: { business_id?: string; customer_id?: string }; Returns: Json };
      get_statement: {
        Args: { business_id?: string; customer_id?: string; month?: string; since?: string; until?: string };
        Returns: Json;
      };
      get_status: { Args: { business_id?: string }; Returns: Json };
      get_usage_charge: { Args: { business_id?: string; usage_charge_id?: string }; Returns: Json };
      get_usage_event: { Args: { business_id?: string; usage_event_id?: string }; Returns: Json };
      get_usage_summary: {
        Args: { business_id?: string; customer_id?: string; from_day?: string; to_day?: string };
        Returns: Json;
      };
      get_webhook_endpoint: { Args: { business_id?: string; endpoint_id?: string }; Returns: Json };
      get_webhook_event: { Args: { business_id?: string; event_id?: string }; Returns: Json };
      import_customers: {
        Args: { business_id?: string; customers?: Json; dry_run?: boolean; skip_invalid?: boolean };
        Returns: Json;
      };
      import_products: {
        Args: { business_id?: string; dry_run?: boolean; products?: Json; skip_invalid?: boolean };
        Returns: Json;
      };
      invite_customer: {
        Args: { business_id?: string; customer_id?: string; email?: string };
        Returns: Json;
      };
      join_business: { Args: { name?: string; slug?: string }; Returns: Json };
      list_api_keys: { Args: { business_id?: string }; Returns: Json };
      list_audit_events: {
        Args: {
          action?: string;
          actor?: string;
          business_id?: string;
          cursor?: string;
          page_size?: number;
          recorded_before?: string;
          recorded_from?: string;
          subject_id?: string;
          subject_type?: string;
        };
        Returns: Json;
      };
      list_billing_runs: {
        Args: { business_id?: string; cursor?: string; page_size?: number };
        Returns: Json;
      };
      list_customers: {
        Args: {
          business_id?: string;
          cursor?: string;
          direction?: string;
          max_runway_hours?: number;
          page_size?: number;
          search?: string;
          sort?: string;
          status?: string;
        };
        Returns: Json;
      };
      list_debit_logs: {
        Args: {
          business_id?: string;
          cursor?: string;
          customer_id?: string;
          page_size?: number;
          period_from?: string;
          period_start?: string;
          run_id?: string;
          status?: string;
        };
        Returns: Json;
      };
      list_debit_runs: { Args: { business_id?: string; cursor?: string; page_size?: number }; Returns: Json };
      list_holds: {
        Args: {
          business_id?: string;
          cursor?: string;
          customer_id?: string;
          page_size?: number;
          status?: string;
          wallet?: string;
        };
        Returns: Json;
      };
      list_invitations: { Args: { business_id?: string }; Returns: Json };
      list_ledger_entries: {
        Args: {
          business_id?: string;
          cursor?: string;
          customer_id?: string;
          page_size?: number;
          wallet?: string;
        };
        Returns: Json;
      };
      list_members: { Args: { business_id?: string }; Returns: Json };
      list_orders: {
        Args: {
          as_of?: string;
          business_id?: string;
          cursor?: string;
          customer_id?: string;
          older_than_days?: number;
          page_size?: number;
          search?: string;
          status?: string;
          up_to_days?: number;
        };
        Returns: Json;
      };
      list_payments: {
        Args: {
          business_id?: string;
          cursor?: string;
          customer_id?: string;
          method?: string;
          page_size?: number;
          status?: string;
        };
        Returns: Json;
      };
      list_products: {
        Args: {
          business_id?: string;
          cursor?: string;
          direction?: string;
          page_size?: number;
          search?: string;
          sort?: string;
          status?: string;
        };
        Returns: Json;
      };
      list_sessions: {
        Args: {
          business_id?: string;
          cursor?: string;
          customer_id?: string;
          end_reason?: string;
          from_day?: string;
          page_size?: number;
          status?: string;
          to_day?: string;
        };
        Returns: Json;
      };
      list_stock_movements: {
        Args: { business_id?: string; cursor?: string; page_size?: number; product_id?: string };
        Returns: Json;
      };
      list_unbilled_usage: {
        Args: {
          business_id?: string;
          cursor?: string;
          customer_id?: string;
          held?: boolean;
          page_size?: number;
        };
        Returns: Json;
      };
      list_usage_charges: {
        Args: {
          billing_run_id?: string;
          business_id?: string;
          cursor?: string;
          customer_id?: string;
          page_size?: number;
        };
        Returns: Json;
      };
      list_usage_events: {
        Args: {
          business_id?: string;
          charge_id?: string;
          cursor?: string;
          customer_id?: string;
          occurred_before?: string;
          occurred_from?: string;
          page_size?: number;
          product_id?: string;
          service?: string;
          status?: string;
        };
        Returns: Json;
      };
      list_webhook_endpoints: { Args: { business_id?: string }; Returns: Json };
      list_webhook_events: {
        Args: {
          business_id?: string;
          cursor?: string;
          customer_id?: string;
          endpoint_id?: string;
          page_size?: number;
          since?: string;
          status?: string;
          type?: string;
          until?: string;
        };
        Returns: Json;
      };
      preview_billing: { Args: { business_id?: string }; Returns: Json };
      preview_debits: { Args: { business_id?: string }; Returns: Json };
      preview_purchase: {
        Args: {
          business_id?: string;
          customer_id?: string;
          items?: Json;
          payment?: Json;
          use_balance?: boolean;
        };
        Returns: Json;
      };
      process_purchase: {
        Args: {
          business_id?: string;
          customer_id?: string;
          items?: Json;
          note?: string;
          payment?: Json;
          use_balance?: boolean;
        };
        Returns: Json;
      };
      record_payment: {
        Args: {
          amount?: number;
          business_id?: string;
          customer_id?: string;
          method?: string;
          note?: string;
          order_id?: string;
          reference?: string;
        };
        Returns: Json;
      };
      record_product_usage: {
        Args: {
          business_id?: string;
          customer_id?: string;
          occurred_at?: string;
          product_id?: string;
          request_id?: string;
          units?: number;
        };
        Returns: Json;
      };
      record_usage: {
        Args: {
          business_id?: string;
          customer_id?: string;
          occurred_at?: string;
          price_per_unit?: number;
          product_id?: string;
          request_id?: string;
          service?: string;
          units?: number;
          units_consumed?: number;
        };
        Returns: Json;
      };
      record_usage_batch: { Args: { business_id?: string; events?: Json }; Returns: Json };
      release_hold: { Args: { business_id?: string; hold_id?: string }; Returns: Json };
      remove_member: { Args: { business_id?: string; user_id?: string }; Returns: Json };
      replay_webhook_events: {
        Args: { business_id?: string; endpoint_id?: string; from_event_id?: string; since?: string };
        Returns: Json;
      };
      retry_webhook_delivery: {
        Args: { business_id?: string; endpoint_id?: string; event_id?: string };
        Returns: Json;
      };
      reverse_payment: {
        Args: { business_id?: string; payment_id?: string; reason?: string };
        Returns: Json;
      };
      revoke_api_key: { Args: { api_key_id?: string; business_id?: string }; Returns: Json };
      revoke_invitation: { Args: { business_id?: string; invitation_id?: string }; Returns: Json };
      rotate_webhook_secret: { Args: { business_id?: string; endpoint_id?: string }; Returns: Json };
      send_test_webhook: { Args: { business_id?: string; endpoint_id?: string }; Returns: Json };
      settle_webhook: { Args: { attempt?: Json }; Returns: Json };
      start_session: {
        Args: {
          business_id?: string;
          credits_per_minute?: number;
          customer_id?: string;
          description?: string;
        };
        Returns: Json;
      };
      stop_session: {
        Args: { business_id?: string; customer_id?: string; session_id?: string };
        Returns: Json;
      };
      take_app_permits: {
        Args: { bucket?: string; quota?: number; seconds?: number; wanted?: number };
        Returns: Json;
      };
      take_own_permits: { Args: { quota?: number; seconds?: number; wanted?: number }; Returns: Json };
      trigger_billing: { Args: { business_id?: string; plan?: string }; Returns: Json };
      trigger_debits: { Args: { business_id?: string; plan?: string }; Returns: Json };
      update_business: {
        Args: {
          business_id?: string;
          join_enabled?: boolean;
          low_balance?: string;
          low_credits?: string;
          name?: string;
          overdue_days?: number;
          session_credits_per_minute?: number;
          welcome_grant?: number;
        };
        Returns: Json;
      };
      update_customer: {
        Args: {
          business_id?: string;
          credit_limit?: number;
          customer_id?: string;
          email?: string;
          external_id?: string;
          hourly_debit_amount?: number;
          low_balance?: string;
          name?: string;
          overdraft_limit?: number;
          postpaid?: boolean;
          status?: string;
        };
        Returns: Json;
      };
      update_member: { Args: { business_id?: string; role?: string; user_id?: string }; Returns: Json };
      update_product: {
        Args: {
          business_id?: string;
          description?: string;
          name?: string;
          price?: number;
          product_id?: string;
          sku?: string;
          status?: string;
          usage_unit_price?: string;
        };
        Returns: Json;
      };
      update_webhook_endpoint: {
        Args: {
          business_id?: string;
          description?: string;
          endpoint_id?: string;
          event_types?: string[];
          status?: string;
          url?: string;
        };
        Returns: Json;
      };
      watch: {
        Args: { business_id?: string; customer_id?: string; seconds?: number; watcher_id?: string };
        Returns: Json;
      };
    };
    Enums: {
      allocation_kind: 'payment' | 'release' | 'reversal';
      customer_status: 'active' | 'inactive' | 'archived';
      entry_kind:
        | 'opening_balance'
        | 'top_up'
        | 'grant'
        | 'hourly_debit'
        | 'purchase'
        | 'payment'
        | 'usage'
        | 'session'
        | 'capture'
        | 'refund'
        | 'adjustment'
        | 'reversal';
      hold_status: 'active' | 'captured' | 'released' | 'expired';
      order_status: 'open' | 'paid' | 'cancelled';
      payment_method: 'cash' | 'card' | 'bank_transfer' | 'other' | 'balance';
      product_status: 'active' | 'inactive' | 'archived';
      session_end_reason: 'stopped' | 'ran_out' | 'ended_by_business' | 'customer_archived';
      stock_movement_kind:
        'opening' | 'delivery' | 'adjustment' | 'count' | 'sale' | 'cancellation' | 'untracked';
      wallet_kind: 'prepaid' | 'receivable' | 'credits';
      webhook_delivery_status: 'pending' | 'retrying' | 'delivered' | 'abandoned';
      webhook_disabled_reason: 'by_member' | 'failing' | 'gone';
      webhook_event_type:
        | 'wallet.low'
        | 'wallet.exhausted'
        | 'customer.created'
        | 'customer.archived'
        | 'order.created'
        | 'order.cancelled'
        | 'order.overdue'
        | 'payment.received'
        | 'payment.reversed'
        | 'debit.failed'
        | 'usage.held'
        | 'session.started'
        | 'session.ended'
        | 'hold.created'
        | 'hold.captured'
        | 'hold.released'
        | 'hold.expired'
        | 'webhook.test';
    };
    CompositeTypes: {
      [_ in never]: never;
    };
  };
};

type DatabaseWithoutInternals = Omit<Database, '__InternalSupabase'>;

type DefaultSchema = DatabaseWithoutInternals[Extract<keyof Database, 'public'>];

export type Tables<
  DefaultSchemaTableNameOrOptions extends
    keyof (DefaultSchema['Tables'] & DefaultSchema['Views']) | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
        DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? (DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'] &
      DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Views'])[TableName] extends {
      Row: infer R;
    }
    ? R
    : never
  : DefaultSchemaTableNameOrOptions extends keyof (DefaultSchema['Tables'] & DefaultSchema['Views'])
    ? (DefaultSchema['Tables'] & DefaultSchema['Views'])[DefaultSchemaTableNameOrOptions] extends {
        Row: infer R;
      }
      ? R
      : never
    : never;

export type TablesInsert<
  DefaultSchemaTableNameOrOptions extends
    keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Insert: infer I;
    }
    ? I
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Insert: infer I;
      }
      ? I
      : never
    : never;

export type TablesUpdate<
  DefaultSchemaTableNameOrOptions extends
    keyof DefaultSchema['Tables'] | { schema: keyof DatabaseWithoutInternals },
  TableName extends (DefaultSchemaTableNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables']
    : never) = never,
> = DefaultSchemaTableNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaTableNameOrOptions['schema']]['Tables'][TableName] extends {
      Update: infer U;
    }
    ? U
    : never
  : DefaultSchemaTableNameOrOptions extends keyof DefaultSchema['Tables']
    ? DefaultSchema['Tables'][DefaultSchemaTableNameOrOptions] extends {
        Update: infer U;
      }
      ? U
      : never
    : never;

export type Enums<
  DefaultSchemaEnumNameOrOptions extends
    keyof DefaultSchema['Enums'] | { schema: keyof DatabaseWithoutInternals },
  EnumName extends (DefaultSchemaEnumNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums']
    : never) = never,
> = DefaultSchemaEnumNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[DefaultSchemaEnumNameOrOptions['schema']]['Enums'][EnumName]
  : DefaultSchemaEnumNameOrOptions extends keyof DefaultSchema['Enums']
    ? DefaultSchema['Enums'][DefaultSchemaEnumNameOrOptions]
    : never;

export type CompositeTypes<
  PublicCompositeTypeNameOrOptions extends
    keyof DefaultSchema['CompositeTypes'] | { schema: keyof DatabaseWithoutInternals },
  CompositeTypeName extends (PublicCompositeTypeNameOrOptions extends {
    schema: keyof DatabaseWithoutInternals;
  }
    ? keyof DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes']
    : never) = never,
> = PublicCompositeTypeNameOrOptions extends { schema: keyof DatabaseWithoutInternals }
  ? DatabaseWithoutInternals[PublicCompositeTypeNameOrOptions['schema']]['CompositeTypes'][CompositeTypeName]
  : PublicCompositeTypeNameOrOptions extends keyof DefaultSchema['CompositeTypes']
    ? DefaultSchema['CompositeTypes'][PublicCompositeTypeNameOrOptions]
    : never;

export const Constants = {
  public: {
    Enums: {
      allocation_kind: ['payment', 'release', 'reversal'],
      customer_status: ['active', 'inactive', 'archived'],
      entry_kind: [
        'opening_balance',
        'top_up',
        'grant',
        'hourly_debit',
        'purchase',
        'payment',
        'usage',
        'session',
        'capture',
        'refund',
        'adjustment',
        'reversal',
      ],
      hold_status: ['active', 'captured', 'released', 'expired'],
      order_status: ['open', 'paid', 'cancelled'],
      payment_method: ['cash', 'card', 'bank_transfer', 'other', 'balance'],
      product_status: ['active', 'inactive', 'archived'],
      session_end_reason: ['stopped', 'ran_out', 'ended_by_business', 'customer_archived'],
      stock_movement_kind: [
        'opening',
        'delivery',
        'adjustment',
        'count',
        'sale',
        'cancellation',
        'untracked',
      ],
      wallet_kind: ['prepaid', 'receivable', 'credits'],
      webhook_delivery_status: ['pending', 'retrying', 'delivered', 'abandoned'],
      webhook_disabled_reason: ['by_member', 'failing', 'gone'],
      webhook_event_type: [
        'wallet.low',
        'wallet.exhausted',
        'customer.created',
        'customer.archived',
        'order.created',
        'order.cancelled',
        'order.overdue',
        'payment.received',
        'payment.reversed',
        'debit.failed',
        'usage.held',
        'session.started',
        'session.ended',
        'hold.created',
        'hold.captured',
        'hold.released',
        'hold.expired',
        'webhook.test',
      ],
    },
  },
} as const;
