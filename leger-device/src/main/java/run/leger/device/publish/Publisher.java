package run.leger.device.publish;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.Adaptation;
import run.leger.caddy.CaddyAdmin;
import run.leger.core.DnsName;
import run.leger.core.FileFailedException;
import run.leger.core.Json;
import run.leger.core.LegerException;
import run.leger.core.internal.LineDiff;
import run.leger.device.LegerService;
import run.leger.tailscale.CertPair;
import run.leger.tailscale.Status;
import run.leger.tailscale.TailscaleClient;

/**
 * Serves a device's services over HTTPS, through Caddy and under names that its tailnet covers with certificates.
 *
 * <pre>{@code
 * Publisher publisher = Publisher.of(tailscale, caddy, PublishSettings.in(folder));
 * PublishPlan plan = publisher.plan(ServiceCatalogue.standard().services());
 * publisher.apply(plan);
 * }</pre>
 *
 * <p>A published configuration replaces all that Caddy serves. Sites that are not ours are therefore in the way, unless replacing them is allowed.
 * Safe for use by one thread at a time. The clients stay the caller's.
 */
public final class Publisher {
    /** A wildcard certificate with less life left is renewed by the next publish. */
    private static final Duration LIFE_LEFT = Duration.ofDays(14);

    private final TailscaleClient tailscale;
    private final CaddyAdmin caddy;
    private final PublishSettings settings;
    private final PublishFiles files;
    private final Function<DnsName, Set<String>> resolver;

    private Publisher(
            TailscaleClient tailscale,
            CaddyAdmin caddy,
            PublishSettings settings,
            Function<DnsName, Set<String>> resolver) {
        this.tailscale = tailscale;
        this.caddy = caddy;
        this.settings = settings;
        this.files = new PublishFiles(settings.folder());
        this.resolver = resolver;
    }

    /**
     * Returns a publisher.
     *
     * @param tailscale the device's daemon
     * @param caddy the Caddy that serves
     * @param settings where files go, and which names to use
     * @return the publisher; nothing is asked or changed yet
     */
    public static Publisher of(TailscaleClient tailscale, CaddyAdmin caddy, PublishSettings settings) {
        return new Publisher(
                Objects.requireNonNull(tailscale), Objects.requireNonNull(caddy), settings, SystemResolver::lookup);
    }

    /**
     * Returns a publisher that looks names up in another way than the system does.
     *
     * @param resolver gives the addresses of a name as text, none where it does not resolve
     * @return the changed publisher
     */
    public Publisher withResolver(Function<DnsName, Set<String>> resolver) {
        return new Publisher(tailscale, caddy, settings, resolver);
    }

    /**
     * Chooses the addresses, by what the device can serve now. Asks tailscaled for its status, and changes nothing.
     *
     * @param services what to publish
     * @return the plan; it may have problems
     * @throws NoDeviceNameException if the device has no name in a tailnet
     */
    public PublishPlan plan(List<LegerService> services) {
        Status status = tailscale.statusWithoutPeers();
        return new Planner(status, settings, resolver).plan(services);
    }

    /**
     * Returns the Caddyfile of a plan, without asking Caddy.
     *
     * @param plan the plan
     * @return the text
     */
    public String render(PublishPlan plan) {
        return CaddyfileMaker.make(plan, settings, files, Optional.empty()).render();
    }

    /**
     * Tells what applying would do, and has Caddy check the file. Nothing is changed.
     *
     * @param plan a sound plan
     * @return the preview
     * @throws PublishException if the plan has problems
     * @throws run.leger.caddy.ConfigRefusedException if Caddy does not understand the file
     */
    public PublishPreview preview(PublishPlan plan) {
        return preview(plan, caddy.config().config());
    }

    private PublishPreview preview(PublishPlan plan, Json running) {
        if (!plan.isSound()) {
            throw new PublishException(
                    PublishException.Reason.UNSOUND,
                    "the plan cannot work, so nothing was changed: " + String.join("; ", plan.problems()),
                    "mend what it says, or publish other services",
                    null);
        }
        String text =
                CaddyfileMaker.make(plan, settings, files, adminListen(running)).render();
        Adaptation adapted = caddy.adapt(text);
        String before = files.caddyfile().read().map(Publisher::text).orElse("");
        return new PublishPreview(
                plan,
                files.caddyfile().path(),
                text,
                LineDiff.of(before, text),
                adapted.warnings(),
                others(running, adapted.config(), before));
    }

    /** Where Caddy's admin endpoint is now, unless it is in its default place. */
    private static Optional<String> adminListen(Json running) {
        return running.at("admin", "listen").map(Json::asText).filter(listen -> !listen.isEmpty());
    }

    private Set<String> others(Json running, Json next, String before) {
        Set<String> others = new TreeSet<>(ServedSites.of(running));
        others.removeAll(ServedSites.of(next));
        if (!others.isEmpty() && CaddyfileMaker.isOurs(before)) {
            try {
                others.removeAll(ServedSites.of(caddy.adapt(before).config()));
            } catch (LegerException e) {
                // A file that Caddy cannot read says nothing about whose the sites are: then they count as others'.
                return others;
            }
        }
        return others;
    }

    /**
     * Applies a plan: has Caddy check the file, writes it, keeping the one before, and loads it. Where Caddy refuses, file and configuration are put
     * back, the certificate too. A process that is killed meanwhile leaves the old file or the new one, each whole.
     *
     * @param plan a sound plan
     * @return what was done
     * @throws PublishException if the plan has problems, sites or a file of others are in the way, or Caddy refused and all was put back
     * @throws run.leger.caddy.ConfigRefusedException if Caddy does not understand the file; nothing was changed then
     * @throws FileFailedException if a file cannot be written; Caddy serves what it served before
     */
    public PublishPreview apply(PublishPlan plan) {
        Json running = caddy.config().config();
        PublishPreview preview = preview(plan, running);
        if (!preview.others().isEmpty() && !settings.replaceOthers()) {
            throw new PublishException(
                    PublishException.Reason.OTHER_SITES,
                    "Caddy serves sites that are not ours, and would serve them no more: "
                            + String.join(", ", new TreeSet<>(preview.others())) + "; nothing was changed",
                    "allow it (--replace), or give Leger a Caddy of its own (--caddy-admin)",
                    null);
        }
        Optional<byte[]> before = files.caddyfile().read();
        if (!settings.replaceOthers() && before.filter(bytes -> !isOurs(bytes)).isPresent()) {
            throw new PublishException(
                    PublishException.Reason.OTHER_FILE,
                    "the file " + preview.caddyfile() + " was not written by leger publish; nothing was changed",
                    "publish into another folder (--out), or allow it to be replaced (--replace)",
                    null);
        }
        makeFolder();
        try (CertPair pair = wildcard(plan)) {
            return write(preview, running, before, pair);
        }
    }

    /** Null stands for a plan that needs no such pair. */
    private @Nullable CertPair wildcard(PublishPlan plan) {
        return plan.uses(CertificateSource.WILDCARD_FILES)
                ? tailscale.wildcardCertPair(plan.device(), LIFE_LEFT)
                : null;
    }

    private PublishPreview write(
            PublishPreview preview, Json running, Optional<byte[]> before, @Nullable CertPair pair) {
        byte[] text = preview.text().getBytes(StandardCharsets.UTF_8);
        try (WildcardPair wildcard = pair == null ? null : WildcardPair.write(files, pair)) {
            try {
                files.caddyfile().replaceKeepingPrevious(text);
                load(preview);
            } catch (LegerException e) {
                if (wildcard != null) {
                    wildcard.undo(e);
                }
                throw e instanceof FileFailedException ? e : rollBack(e, running, before);
            }
        }
        files.lastGood().replace(text);
        return preview;
    }

    /** Caddy skips a configuration that it has already, and would not look at renewed certificate files. */
    private void load(PublishPreview preview) {
        if (preview.diff().isEmpty()) {
            caddy.reload(preview.text());
        } else {
            caddy.load(preview.text());
        }
    }

    private void makeFolder() {
        try {
            Files.createDirectories(files.folder());
        } catch (IOException e) {
            throw new FileFailedException(
                    files.folder().toString(), "cannot make the folder " + files.folder() + ": " + reason(e), e);
        }
    }

    private PublishException rollBack(LegerException failure, Json running, Optional<byte[]> before) {
        before.ifPresentOrElse(files.caddyfile()::replace, files.caddyfile()::delete);
        String why = String.valueOf(failure.getMessage());
        if (servesAgain(running, failure)) {
            return new PublishException(
                    PublishException.Reason.ROLLED_BACK,
                    "Caddy did not take the new configuration, and serves the old one; the files are as before: " + why,
                    failure.remedy().orElse("mend what Caddy complains about, and publish again"),
                    failure);
        }
        return new PublishException(
                PublishException.Reason.UNKNOWN,
                "Caddy did not take the new configuration; the files are as before, but what Caddy serves could not be found out: "
                        + why,
                failure.remedy()
                        .orElse("start Caddy again with " + files.caddyfile().path()),
                failure);
    }

    /** Caddy keeps the old configuration when it refuses a new one; where it does not show it, it is loaded again. */
    private boolean servesAgain(Json running, LegerException failure) {
        try {
            if (caddy.config().config().equals(running)) {
                return true;
            }
            if (running.toString().trim().equals("null")) {
                return false;
            }
            caddy.loadJson(running);
            return true;
        } catch (LegerException e) {
            failure.addSuppressed(e);
            return false;
        }
    }

    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "something else is there";
        }
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }

    private static boolean isOurs(byte[] bytes) {
        return CaddyfileMaker.isOurs(text(bytes));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
