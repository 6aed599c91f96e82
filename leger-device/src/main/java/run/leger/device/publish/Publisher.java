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
import run.leger.caddy.CaddyAdmin;
import run.leger.caddy.Deployment;
import run.leger.caddy.DeploymentException;
import run.leger.caddy.DeploymentPlan;
import run.leger.core.AtomicFile;
import run.leger.core.DnsName;
import run.leger.core.FileFailedException;
import run.leger.core.Json;
import run.leger.core.LegerException;
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
     * @throws DeploymentException if the file would take Caddy's admin API away from where it is
     */
    public PublishPreview preview(PublishPlan plan) {
        return prepare(plan).preview();
    }

    private Prepared prepare(PublishPlan plan) {
        if (!plan.isSound()) {
            throw new PublishException(
                    PublishException.Reason.UNSOUND,
                    "the plan cannot work: " + String.join("; ", plan.problems()),
                    "mend what it says, or publish other services");
        }
        Optional<String> listen = adminListen(caddy.config().config());
        String text = CaddyfileMaker.make(plan, settings, files, listen).render();
        DeploymentPlan deployment = deployment().plan(text);
        PublishPreview preview = new PublishPreview(
                plan, deployment.file(), text, deployment.diff(), deployment.warnings(), others(deployment));
        return new Prepared(preview, deployment);
    }

    private record Prepared(PublishPreview preview, DeploymentPlan deployment) {}

    /** Forced, for renewed certificates are in the same files. */
    private Deployment deployment() {
        return Deployment.of(caddy, files.caddyfile()).forced();
    }

    /** Where Caddy's admin endpoint is now, unless it is in its default place. */
    private static Optional<String> adminListen(Json running) {
        return running.at("admin", "listen").map(Json::asText).filter(listen -> !listen.isEmpty());
    }

    private Set<String> others(DeploymentPlan deployment) {
        Set<String> others = new TreeSet<>(ServedSites.of(deployment.running().config()));
        others.removeAll(ServedSites.of(deployment.config()));
        String before = deployment.fileBefore().orElse("");
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
     * Applies a plan, as a {@link Deployment}: Caddy checks the file and loads it, and the file is put in place, keeping the one before. Where that fails,
     * file and configuration are what they were, the wildcard pair too. A process that is killed meanwhile leaves the old file or the new one, each
     * whole. Of two that publish at once, one does and the other has a conflict.
     *
     * @param plan a sound plan
     * @return what was done
     * @throws PublishException if the plan has problems, or sites or a file of others are in the way; nothing was changed
     * @throws run.leger.caddy.ConfigRefusedException if Caddy does not understand the file; nothing was changed
     * @throws DeploymentException if Caddy does not take the configuration, the Caddyfile cannot be written, or somebody else changed either meanwhile; it
     *     says what is served then
     * @throws FileFailedException if the folder or the wildcard pair cannot be written; Caddy serves what it served before
     */
    public PublishPreview apply(PublishPlan plan) {
        Prepared prepared = prepare(plan);
        PublishPreview preview = prepared.preview();
        if (!preview.others().isEmpty() && !settings.replaceOthers()) {
            throw new PublishException(
                    PublishException.Reason.OTHER_SITES,
                    "Caddy serves sites that are not ours, and would serve them no more: "
                            + String.join(", ", new TreeSet<>(preview.others())),
                    "allow it (--replace), or give Leger a Caddy of its own (--caddy-admin)");
        }
        Optional<String> before = prepared.deployment().fileBefore();
        if (!settings.replaceOthers()
                && before.filter(text -> !CaddyfileMaker.isOurs(text)).isPresent()) {
            throw new PublishException(
                    PublishException.Reason.OTHER_FILE,
                    "the file " + preview.caddyfile() + " was not written by leger publish",
                    "publish into another folder (--out), or allow it to be replaced (--replace)");
        }
        makeFolder();
        byte[] text = preview.text().getBytes(StandardCharsets.UTF_8);
        try (AtomicFile.Staged lastGood = files.lastGood().stage(text);
                CertPair pair = wildcard(plan)) {
            deploy(prepared.deployment(), pair);
            lastGood.commit();
        }
        return preview;
    }

    /** Null stands for a plan that needs no such pair. */
    private @Nullable CertPair wildcard(PublishPlan plan) {
        return plan.uses(CertificateSource.WILDCARD_FILES)
                ? tailscale.wildcardCertPair(plan.device(), LIFE_LEFT)
                : null;
    }

    private void deploy(DeploymentPlan plan, @Nullable CertPair pair) {
        try (WildcardPair wildcard = pair == null ? null : WildcardPair.write(files, pair)) {
            try {
                deployment().apply(plan);
            } catch (DeploymentException e) {
                if (wildcard != null && e.serving() != DeploymentException.Serving.NEW) {
                    wildcard.undo(e);
                }
                throw e;
            }
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

    private static String reason(IOException e) {
        if (e instanceof FileAlreadyExistsException) {
            return "something else is there";
        }
        return e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
    }
}
