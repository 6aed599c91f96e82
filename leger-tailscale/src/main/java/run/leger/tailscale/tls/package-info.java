/**
 * Certificates of the tailnet for servers in this JVM: an {@link javax.net.ssl.SSLContext} that renews itself, key stores, PKCS#12 files.
 *
 * <p>Begin with {@link run.leger.tailscale.tls.RenewingCertificate}.
 */
@NullMarked
package run.leger.tailscale.tls;

import org.jspecify.annotations.NullMarked;
