package run.leger.tailscale;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import run.leger.core.ApiException;
import run.leger.core.CallOptions;
import run.leger.core.MalformedReplyException;
import run.leger.core.NotFoundException;
import run.leger.core.TransportRequest;
import run.leger.core.TransportResponse;
import run.leger.core.UnsupportedEndpointException;
import run.leger.tailscale.files.FileDownload;
import run.leger.tailscale.files.FileUpload;
import run.leger.tailscale.files.WaitingFile;

/**
 * Files sent from device to device. Got from {@link TailscaleClient#taildrop}; safe for use by many threads, and cheap to get.
 *
 * <pre>{@code
 * ts.taildrop().pushFile(target, FileUpload.of(Path.of("report.pdf")).onProgress((bytes, total) -> show(bytes, total)));
 *
 * for (WaitingFile waiting : ts.taildrop().awaitWaitingFiles(Duration.ofMinutes(5))) {
 *     try (FileDownload file = ts.taildrop().waitingFile(waiting.name())) {
 *         file.saveTo(inbox.resolve("received"));
 *     }
 *     ts.taildrop().deleteWaitingFile(waiting.name());
 * }
 * }</pre>
 *
 * <p>Bytes are streamed: memory does not grow with the file. A transfer may take a day where no deadline is set, and ends after a minute of silence.
 */
public final class Taildrop {
    /** After the last byte the other device still has to put the file in its place. */
    private static final CallOptions TRANSFER = CallOptions.deadline(Duration.ofDays(1))
            .withIdleTimeout(Duration.ofMinutes(1))
            .withHeaderTimeout(Duration.ofMinutes(2))
            .withMaxBodyBytes(Long.MAX_VALUE);

    private static final Duration GRACE = Duration.ofSeconds(10);

    /** What the daemon here says to a file that it does not even offer to the other device. */
    private static final Set<String> OWN_WORDS = Set.of(
            "file access denied",
            "node not found",
            "bogus URL",
            "bogus peer URL",
            "misconfigured",
            "misconfigured taildrop extension");

    private static final String NOT_ENABLED = "file sharing not enabled by Tailscale admin";

    private final LocalApi api;
    private final CallOptions options;

    Taildrop(LocalApi api, CallOptions options) {
        this.api = api;
        this.options = options;
    }

    /**
     * Returns the devices that files can be sent to: those of the same user, and those that the policy adds. They need not be online.
     *
     * <p>Right: read. Upstream: not promised. {@code GET file-targets}. Mirrors {@code FileTargets}.
     *
     * @return the devices, by name; empty where there are none
     * @throws MissingCapabilityException if the tailnet does not allow sending files
     * @throws BackendStateException if the daemon is not connected
     */
    @Endpoint(path = "file-targets", right = Right.READ, stability = Stability.UNSTABLE)
    public List<FileTarget> fileTargets() {
        try {
            return api.call(
                    LocalApi.get("file-targets"), options.orElse(LocalApi.DEFAULTS), in -> in.list(FileTarget::read));
        } catch (ApiException e) {
            throw localRefusal(e);
        }
    }

    /**
     * Sends a file, and returns when the other device has all of it. Sent again after it broke off, it goes on where it stopped.
     *
     * <p>Right: write. Upstream: not promised. {@code PUT file-put/<id>/<name>}. Mirrors {@code PushFile}.
     *
     * <p>Can break: nothing; the other device gives a new name to a file whose name it has already.
     *
     * @param target the device: the {@code stableId} of one of {@link #fileTargets}
     * @param file what to send
     * @throws NotFoundException if files cannot be sent to that device
     * @throws FileNotTakenException if the other device did not take it, or could not be reached
     * @throws MissingCapabilityException if the tailnet does not allow sending files
     * @throws BackendStateException if the daemon is not connected
     * @throws run.leger.core.FileFailedException if the file cannot be read
     * @throws java.io.UncheckedIOException if the stream fails, or gives more or fewer bytes than it announced
     */
    @Endpoint(
            method = "PUT",
            path = "file-put/{stableNodeID}/{name}",
            right = Right.WRITE,
            stability = Stability.UNSTABLE)
    public void pushFile(StableNodeId target, FileUpload file) {
        String endpoint = "file-put/" + node(target) + "/" + LocalApi.segment(file.name());
        TransportRequest request = LocalApi.of("PUT", endpoint, file);
        push(() -> api.body(file.isRepeatable() ? request : once(request), options.orElse(TRANSFER)));
    }

    /**
     * Sends several files in one call, one after the other, and returns when the other device has all of them. At the first that it does not take the
     * call ends: it has those before it. Why it did not take the second or a later one does not come through.
     *
     * <p>Right: write. Upstream: not promised. {@code POST file-put/<id>}. Not sent twice.
     *
     * <p>Can break: nothing, as with {@link #pushFile}.
     *
     * @param target the device: the {@code stableId} of one of {@link #fileTargets}
     * @param files what to send, under different names
     * @throws NotFoundException if files cannot be sent to that device
     * @throws FileNotTakenException if the other device did not take the first, or could not be reached
     * @throws MalformedReplyException if it did not take a later one: the daemon's answer is no HTTP then
     * @throws MissingCapabilityException if the tailnet does not allow sending files
     * @throws BackendStateException if the daemon is not connected
     * @throws run.leger.core.FileFailedException if a file cannot be read
     * @throws java.io.UncheckedIOException if a stream fails, or gives more or fewer bytes than it announced
     * @throws IllegalArgumentException if there is no file, or two have one name
     */
    @Endpoint(method = "POST", path = "file-put/{stableNodeID}", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void pushFiles(StableNodeId target, List<FileUpload> files) {
        if (files.isEmpty()) {
            throw new IllegalArgumentException("no file to send");
        }
        Set<String> names = new HashSet<>();
        for (FileUpload file : files) {
            if (!names.add(file.name())) {
                throw new IllegalArgumentException("two files of one name: " + file.name());
            }
        }
        MultipartBody body = new MultipartBody(target, files);
        // The daemon's answer to more than one file breaks off after its head, which tells all there is to know.
        TransportRequest request =
                LocalApi.of("POST", "file-put/" + node(target), body).with("Content-Type", body.contentType());
        push(() -> api.open(request, options.orElse(TRANSFER)).close());
    }

    private static String node(StableNodeId target) {
        if (target.isNone()) {
            throw new IllegalArgumentException("no device to send to");
        }
        return LocalApi.segment(target.value());
    }

    /** What gives its bytes once cannot be sent again, whatever the method says. */
    private static TransportRequest once(TransportRequest request) {
        return new TransportRequest(request.method(), request.target(), request.headers(), request.body(), false);
    }

    private static void push(Runnable call) {
        try {
            call.run();
        } catch (UnsupportedEndpointException | BackendStateException e) {
            throw e;
        } catch (ApiException e) {
            if (OWN_WORDS.contains(e.serverMessage()) || e.serverMessage().equals(NOT_ENABLED)) {
                throw localRefusal(e);
            }
            throw new FileNotTakenException(e, remedy(e.status()));
        }
    }

    private static @Nullable String remedy(int status) {
        return switch (status) {
            case 403 ->
                "Taildrop must be on at the other device, and it must belong to the same user or grant this one the right to send";
            case 409 -> "send the file under another name";
            case 502, 503, 504 -> "see that the other device is online, and send again: it goes on where it stopped";
            default -> null;
        };
    }

    private static ApiException localRefusal(ApiException e) {
        return switch (e.serverMessage()) {
            case "node not found" ->
                new NotFoundException(
                        e.endpoint(),
                        e.status(),
                        e.serverMessage(),
                        "send to one of the devices that fileTargets() lists");
            case NOT_ENABLED ->
                new MissingCapabilityException(
                        e,
                        "https://tailscale.com/cap/file-sharing",
                        "an admin of the tailnet turns on sending files (admin console, General settings)");
            default -> e;
        };
    }

    /**
     * Returns the files that were received and wait to be fetched.
     *
     * <p>Right: write. Upstream: not promised. {@code GET files/}. Mirrors {@code WaitingFiles}.
     *
     * @return the files; empty where there are none, or where the daemon puts them straight into a folder of the user
     * @throws BackendStateException if the daemon is not logged in
     */
    @Endpoint(path = "files/", right = Right.WRITE, stability = Stability.UNSTABLE)
    public List<WaitingFile> waitingFiles() {
        return api.parsed(LocalApi.get("files/"), options.orElse(LocalApi.DEFAULTS), WaitingFile::parseAll);
    }

    /**
     * Waits until a file has been received and waits to be fetched, and returns at once where one does already. An interrupt ends the wait.
     *
     * <p>Right: write. Upstream: not promised. {@code GET files/?waitsec=<seconds>}. Mirrors {@code AwaitWaitingFiles}. The deadline is the time to
     * wait and 10 s where none is set; one that is set must leave time to wait.
     *
     * @param patience how long to wait at most, rounded up to seconds
     * @return the files; empty where the time passed without one
     * @throws BackendStateException if the daemon is not logged in
     * @throws IllegalArgumentException if the time is negative
     */
    @Endpoint(path = "files/", right = Right.WRITE, stability = Stability.UNSTABLE)
    public List<WaitingFile> awaitWaitingFiles(Duration patience) {
        if (patience.isNegative()) {
            throw new IllegalArgumentException("a negative time to wait: " + patience);
        }
        if (patience.isZero()) {
            return waitingFiles();
        }
        long seconds = Math.min(patience.plusNanos(999_999_999).toSeconds(), Integer.MAX_VALUE);
        Duration limit = Duration.ofSeconds(seconds).plus(GRACE);
        return api.parsed(
                LocalApi.get(LocalApi.query("files/", "waitsec", Long.toString(seconds))),
                options.orElse(CallOptions.deadline(limit).withHeaderTimeout(limit)),
                WaitingFile::parseAll);
    }

    /**
     * Fetches a received file. The daemon keeps it until it is deleted.
     *
     * <p>Right: write. Upstream: not promised. {@code GET files/<name>}. Mirrors {@code GetWaitingFile}.
     *
     * @param name its name, as {@link #waitingFiles} tells it
     * @return the file while it is fetched; close it
     * @throws NotFoundException if no such file waits
     * @throws BackendStateException if the daemon is not logged in
     * @throws IllegalArgumentException if the name is empty
     */
    @Endpoint(path = "files/{name}", right = Right.WRITE, stability = Stability.UNSTABLE)
    public FileDownload waitingFile(String name) {
        TransportRequest request = LocalApi.get(file(name));
        try {
            TransportResponse response = api.open(request, options.orElse(TRANSFER));
            return new FileDownload(name, length(response), response.body());
        } catch (ApiException e) {
            if (e.status() == 500
                    && waitingFiles().stream().noneMatch(file -> file.name().equals(name))) {
                // The daemon's words for it hide the name, and are those of any failure to open a file.
                throw new NotFoundException(
                        e.endpoint(),
                        e.status(),
                        "no such file waits: " + e.serverMessage(),
                        "take a name that waitingFiles() lists");
            }
            throw e;
        }
    }

    private static long length(TransportResponse response) {
        String length = response.headers().first("Content-Length").orElse("");
        return length.matches("[0-9]{1,18}") ? Long.parseLong(length) : -1;
    }

    /**
     * Deletes a received file.
     *
     * <p>Right: write. Upstream: not promised. {@code DELETE files/<name>}. Mirrors {@code DeleteWaitingFile}.
     *
     * <p>Can break: whoever has not fetched the file yet.
     *
     * @param name its name, as {@link #waitingFiles} tells it; one that does not wait is no error
     * @throws BackendStateException if the daemon is not logged in
     * @throws IllegalArgumentException if the name is empty
     */
    @Endpoint(method = "DELETE", path = "files/{name}", right = Right.WRITE, stability = Stability.UNSTABLE)
    public void deleteWaitingFile(String name) {
        api.body(LocalApi.of("DELETE", file(name)), options.orElse(LocalApi.DEFAULTS));
    }

    private static String file(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a file without a name");
        }
        return "files/" + LocalApi.segment(name);
    }
}
