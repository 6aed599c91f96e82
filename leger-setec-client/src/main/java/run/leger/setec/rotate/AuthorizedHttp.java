package run.leger.setec.rotate;

import java.io.IOException;
import java.net.Authenticator;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.setec.Secret;
import run.leger.setec.SecretValue;

/**
 * Sends HTTP requests with a credential from a secret in their {@code Authorization} header. Where a service answers 401, the secret is fetched, once for
 * all who are refused, and the request sent once more if it has another value.
 *
 * <pre>{@code
 * AuthorizedHttp api = AuthorizedHttp.bearer(client, store.secret(SecretName.of("prod/api-token")), URI.create("https://api.example.com"));
 * HttpResponse<String> answer = api.send(request, BodyHandlers.ofString());
 * }</pre>
 *
 * <p>The credential goes to one origin only. It becomes a {@code String}, since the JDK's client takes headers in no other form; that cannot be wiped.
 * Where a whole client is built from a secret, such as one with a certificate, use a {@code Rotating<HttpClient>}. Safe for use by many threads.
 */
public final class AuthorizedHttp {
    private static final int UNAUTHORIZED = 401;

    private final HttpClient client;
    private final Secret secret;
    private final URI origin;
    private final Function<byte[], String> header;
    private final RefusedFeedback feedback;

    private AuthorizedHttp(HttpClient client, Secret secret, URI origin, Function<byte[], String> header) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "the client follows redirects, and would send the credential to wherever they lead");
        }
        if (origin.getHost() == null || origin.getScheme() == null) {
            throw new IllegalArgumentException("an origin has a scheme and a host: " + origin.getHost());
        }
        this.client = client;
        this.secret = Objects.requireNonNull(secret, "secret");
        this.origin = origin;
        this.header = header;
        feedback = RefusedFeedback.of(secret);
    }

    /**
     * Sends {@code Authorization: Bearer} and the secret.
     *
     * @param client sends the requests; it stays the caller's, and must not follow redirects
     * @param secret the token
     * @param origin the only scheme, host and port that get it
     * @return the sender
     * @throws IllegalArgumentException if the client follows redirects, or the origin has no host
     */
    public static AuthorizedHttp bearer(HttpClient client, Secret secret, URI origin) {
        return new AuthorizedHttp(client, secret, origin, token -> "Bearer " + text(token));
    }

    /**
     * Sends {@code Authorization: Basic} with a user and the secret.
     *
     * @param client sends the requests; it stays the caller's, and must not follow redirects
     * @param user the user, without a colon
     * @param secret the password
     * @param origin the only scheme, host and port that get it
     * @return the sender
     * @throws IllegalArgumentException if the client follows redirects, the origin has no host, or the user has a colon
     */
    public static AuthorizedHttp basic(HttpClient client, String user, Secret secret, URI origin) {
        if (user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("a user of basic authentication cannot have a colon");
        }
        byte[] before = (user + ":").getBytes(StandardCharsets.UTF_8);
        return new AuthorizedHttp(client, secret, origin, password -> {
            byte[] both = Arrays.copyOf(before, before.length + password.length);
            System.arraycopy(password, 0, both, before.length, password.length);
            byte[] encoded = Base64.getEncoder().encode(both);
            try {
                return "Basic " + new String(encoded, StandardCharsets.US_ASCII);
            } finally {
                Arrays.fill(both, (byte) 0);
                Arrays.fill(encoded, (byte) 0);
            }
        });
    }

    /**
     * Returns an authenticator for a client of the caller's own, which asks for the password of the moment whenever a service wants one. It answers
     * servers, not proxies, of one origin.
     *
     * @param user the user
     * @param secret the password, UTF-8
     * @param origin the only scheme, host and port that get it
     * @return the authenticator
     */
    public static Authenticator authenticator(String user, Secret secret, URI origin) {
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(secret, "secret");
        return new Authenticator() {
            @Override
            protected @Nullable PasswordAuthentication getPasswordAuthentication() {
                boolean wanted = getRequestorType() == RequestorType.SERVER
                        && getRequestingURL() != null
                        && isOf(origin, URI.create(getRequestingURL().toString()));
                return wanted ? secret.use(bytes -> password(user, bytes)) : null;
            }
        };
    }

    private static PasswordAuthentication password(String user, byte[] bytes) {
        CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
        char[] password = Arrays.copyOf(chars.array(), chars.remaining());
        try {
            return new PasswordAuthentication(user, password);
        } finally {
            Arrays.fill(password, '\0');
            Arrays.fill(chars.array(), '\0');
        }
    }

    /**
     * Sends a request and waits for the answer. A body that can be read only once, as that of an input stream, is not for this: it may be sent twice.
     *
     * @param request the request, without an {@code Authorization} of its own
     * @param handler what to do with the answer's body; where the answer is 401 and the request is sent once more, a body that is {@link AutoCloseable}
     *     is closed
     * @param <T> the body
     * @return the answer, which is a 401 where there is no other credential
     * @throws IOException if it cannot be sent or the answer not be read
     * @throws InterruptedException if the thread is interrupted meanwhile
     * @throws IllegalArgumentException if the request is for another origin, or has an {@code Authorization} already, or the secret cannot stand in a
     *     header
     * @throws run.leger.setec.SecretUnavailableException if the secret has no value
     */
    public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler)
            throws IOException, InterruptedException {
        if (!isOf(origin, request.uri())) {
            throw new IllegalArgumentException("the credential is for " + origin + " alone, not for "
                    + request.uri().getScheme() + "://" + request.uri().getAuthority());
        }
        if (request.headers().firstValue("Authorization").isPresent()) {
            throw new IllegalArgumentException("the request has an Authorization of its own");
        }
        SecretValue used = secret.current();
        HttpResponse<T> answer = client.send(authorized(request, used), handler);
        if (answer.statusCode() != UNAUTHORIZED || !feedback.report(used)) {
            return answer;
        }
        close(answer.body());
        return client.send(authorized(request, secret.current()), handler);
    }

    private HttpRequest authorized(HttpRequest request, SecretValue value) {
        String text = value.value().use(header);
        if (!text.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            // The JDK's own error would quote it.
            throw new IllegalArgumentException(
                    secret.name().shown() + " version " + value.version() + " holds what cannot stand in a header");
        }
        return HttpRequest.newBuilder(request, (name, one) -> true)
                .header("Authorization", text)
                .build();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static boolean isOf(URI origin, URI other) {
        return origin.getScheme().equalsIgnoreCase(other.getScheme())
                && origin.getHost().equalsIgnoreCase(other.getHost())
                && port(origin) == port(other);
    }

    private static int port(URI uri) {
        if (uri.getPort() >= 0) {
            return uri.getPort();
        }
        return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    private static void close(@Nullable Object body) throws IOException {
        if (body instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }

    @Override
    public String toString() {
        return "AuthorizedHttp(" + origin.getHost() + ", " + secret.name().shown() + ")";
    }
}
