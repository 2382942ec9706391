/** Where a server listens, as its client reaches it. */
export interface Address {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte: whose certificate is trusted, and the name it must hold. */
  readonly tls?: { readonly ca: string; readonly servername: string };
}
