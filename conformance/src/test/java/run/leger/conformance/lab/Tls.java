package run.leger.conformance.lab;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Objects;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** One HTTPS request to an address under a name that no resolver need know. */
public final class Tls {
    private Tls() {}

    /**
     * The end of a request.
     *
     * @param certificate what the server showed; it was valid for the name and signed by a trusted root
     * @param answer the whole answer, head and body
     */
    public record Answer(X509Certificate certificate, String answer) {}

    /** Sends a GET with this name as SNI and Host, and refuses a certificate that does not fit. */
    public static Answer get(InetSocketAddress address, String name, String target, Path roots) throws IOException {
        int patience = Math.toIntExact(Lab.PATIENCE.toMillis());
        try (Socket plain = new Socket()) {
            plain.connect(address, patience);
            plain.setSoTimeout(patience);
            Socket wrapped = Lab.trust(roots).getSocketFactory().createSocket(plain, name, address.getPort(), true);
            try (SSLSocket tls = (SSLSocket) Objects.requireNonNull(wrapped)) {
                SSLParameters parameters = tls.getSSLParameters();
                parameters.setEndpointIdentificationAlgorithm("HTTPS");
                tls.setSSLParameters(parameters);
                tls.startHandshake();
                X509Certificate certificate = (X509Certificate) tls.getSession().getPeerCertificates()[0];
                String request = "GET " + target + " HTTP/1.1\r\nHost: " + name + "\r\nConnection: close\r\n\r\n";
                tls.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                return new Answer(certificate, new String(tls.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }
}
