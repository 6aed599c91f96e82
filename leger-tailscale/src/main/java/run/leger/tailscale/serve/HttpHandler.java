package run.leger.tailscale.serve;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import run.leger.core.Json;
import run.leger.core.MalformedReplyException;
import run.leger.core.WireConstructor;
import run.leger.core.internal.JsonIn;

/**
 * What a web server does with the requests below one of its paths. One of the first four is not empty.
 *
 * <p>Mirrors {@code ipn.HTTPHandler}.
 *
 * @param path the file or folder that is shown, or empty
 * @param proxy where requests are passed on to, or empty
 * @param text the text that is answered, or empty
 * @param redirect where callers are sent, a status and a colon before it where it is not 302, or empty
 * @param acceptAppCaps the app capabilities of callers that the target is told in a header
 * @param raw the whole object as it was received, with the fields that this version does not know
 */
public record HttpHandler(
        String path, String proxy, String text, String redirect, List<String> acceptAppCaps, Json raw) {
    private static final Set<String> SCHEMES = Set.of("http", "https", "https+insecure");

    /** Not API: components are added as the daemon grows. Use {@link #proxy(String)} and its sisters, or {@link #parse}, to make one. */
    @WireConstructor
    public HttpHandler {}

    /**
     * Passes requests on.
     *
     * @param target such as {@code http://127.0.0.1:3000}; also {@code https://}, {@code https+insecure://} for a certificate that is not
     *     checked, and {@code unix:/path}, which the daemon takes from an administrator of this device only
     * @return the handler
     * @throws IllegalArgumentException if it is none of these, or a port of this device is missing
     */
    public static HttpHandler proxy(String target) {
        if (!target.startsWith("unix:")) {
            checkUrl(target);
        } else if (target.equals("unix:")) {
            throw new IllegalArgumentException("unix: and no path");
        }
        return of("Proxy", target);
    }

    private static void checkUrl(String target) {
        URI url;
        try {
            url = URI.create(target);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("not a URL: " + Shown.of(target), e);
        }
        if (url.getScheme() == null || !SCHEMES.contains(url.getScheme()) || url.getHost() == null) {
            throw new IllegalArgumentException("requests are passed on to http://host:port, https://host:port,"
                    + " https+insecure://host:port or unix:/path, and this is none of them: " + Shown.of(target));
        }
        if (Set.of("localhost", "127.0.0.1", "[::1]").contains(url.getHost()) && Ports.parse("" + url.getPort()) == 0) {
            throw new IllegalArgumentException("a port is missing: " + Shown.of(target));
        }
    }

    /**
     * Answers with a text.
     *
     * @param text the text
     * @return the handler
     * @throws IllegalArgumentException if it is empty, which is no handler
     */
    public static HttpHandler text(String text) {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an empty text is no handler");
        }
        return of("Text", text);
    }

    /**
     * Shows a file, or a folder with what is below it. A folder is mounted at a path that ends with a slash.
     *
     * @param path where it is, absolute; the daemon takes this from an administrator of this device only
     * @return the handler
     * @throws IllegalArgumentException if it is not absolute
     */
    public static HttpHandler path(Path path) {
        if (!path.isAbsolute()) {
            throw new IllegalArgumentException("not an absolute path: " + Shown.of(path.toString()));
        }
        return of("Path", path.toString());
    }

    /**
     * Sends callers elsewhere, with status 302.
     *
     * @param url where; {@code ${HOST}} and {@code ${REQUEST_URI}} in it stand for the caller's own
     * @return the handler
     * @throws IllegalArgumentException if it is empty
     */
    public static HttpHandler redirect(String url) {
        return redirect(302, url);
    }

    /**
     * Sends callers elsewhere.
     *
     * @param status 300 to 399
     * @param url where, as in {@link #redirect(String)}
     * @return the handler
     * @throws IllegalArgumentException if the status is no redirect, or the address is empty
     */
    public static HttpHandler redirect(int status, String url) {
        if (status < 300 || status > 399) {
            throw new IllegalArgumentException("not the status of a redirect: " + status);
        }
        if (url.isEmpty()) {
            throw new IllegalArgumentException("a redirect to nowhere");
        }
        return of("Redirect", status + ":" + url);
    }

    private static HttpHandler of(String field, String value) {
        return parse(Tree.with(Tree.EMPTY, Texts.json(value), field));
    }

    /**
     * Tells the target of a proxy which of these app capabilities the caller has, in the header {@code Tailscale-App-Capabilities}.
     *
     * @param names the capabilities' names
     * @return a new handler, with everything else as it is here
     */
    public HttpHandler withAcceptAppCaps(List<String> names) {
        return parse(
                names.isEmpty()
                        ? Tree.without(raw, "AcceptAppCaps")
                        : Tree.with(raw, Texts.json(names), "AcceptAppCaps"));
    }

    /**
     * Reads one from JSON, as the daemon sends it.
     *
     * @param json a JSON object; fields may be missing, null or unknown
     * @return the value
     * @throws MalformedReplyException if it is not a JSON object, or a field has the wrong type
     */
    public static HttpHandler parse(String json) {
        return JsonIn.read(json.getBytes(StandardCharsets.UTF_8), "HttpHandler.parse", HttpHandler::read);
    }

    private static HttpHandler parse(Json json) {
        return JsonIn.read(json.utf8(), "HttpHandler.parse", HttpHandler::read);
    }

    static HttpHandler read(JsonIn in) {
        int mark = in.mark();
        in.beginObject();
        String path = "";
        String proxy = "";
        String text = "";
        String redirect = "";
        List<String> acceptAppCaps = List.of();
        for (String field = in.field(); field != null; field = in.field()) {
            switch (field) {
                case "Path" -> path = in.text();
                case "Proxy" -> proxy = in.text();
                case "Text" -> text = in.text();
                case "Redirect" -> redirect = in.text();
                case "AcceptAppCaps" -> acceptAppCaps = in.list(JsonIn::text);
                default -> in.skip();
            }
        }
        return new HttpHandler(path, proxy, text, redirect, acceptAppCaps, in.rawSince(mark));
    }
}
