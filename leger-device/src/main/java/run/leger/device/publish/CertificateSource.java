package run.leger.device.publish;

/** Where Caddy gets the certificate of an address from. */
public enum CertificateSource {
    /** Caddy asks tailscaled at each handshake; nothing is on disk. */
    TAILSCALED,
    /** The wildcard pair below the device's own name: this library fetches it and hands it to Caddy as files. */
    WILDCARD_FILES,
    /** Files that the user gave, for Leger's own domain. */
    GIVEN_FILES
}
