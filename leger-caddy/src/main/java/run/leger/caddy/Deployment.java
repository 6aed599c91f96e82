package run.leger.caddy;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import run.leger.caddy.DeploymentException.Reason;
import run.leger.caddy.DeploymentException.Serving;
import run.leger.core.ApiException;
import run.leger.core.AtomicFile;
import run.leger.core.CallInterruptedException;
import run.leger.core.FileFailedException;
import run.leger.core.Json;
import run.leger.core.LegerException;
import run.leger.core.PreconditionFailedException;
import run.leger.core.UnavailableException;
import run.leger.core.internal.JsonParts;

/**
 * Brings a Caddyfile to a running Caddy and to the file that Caddy starts with, both or neither.
 *
 * <pre>{@code
 * Deployment deployment = Deployment.of(caddy, Path.of("/etc/caddy/Caddyfile"));
 * DeploymentPlan plan = deployment.plan(caddyfile.render());       // Caddy checks it; nothing is changed
 * System.out.print(plan.diff());
 * deployment.apply(plan);
 * }</pre>
 *
 * <p>What a plan started from is what applying it replaces: if the file or what runs has changed meanwhile, by whomever, nothing is done and the error
 * is a conflict. The new file is written beside the old one before Caddy gets the configuration, and put in place, by a rename, after Caddy has
 * been seen to run it; the file before stays beside it with {@code .previous} after its name. Where Caddy does not take the configuration, or the file
 * cannot be put in place, what ran before runs again. A process that is killed between these two steps leaves the old file and the new
 * configuration; the next plan shows it.
 *
 * <p>Environment spans and relative paths in the Caddyfile are those of the Caddy process. The file keeps its owner, its group and its mode.
 * A lock is held on a file beside it, {@code .NAME.lock}, which stays.
 *
 * <p>Safe for use by many threads; of several that apply at once, one does and the others have a conflict.
 */
public final class Deployment {
    private final CaddyAdmin caddy;
    private final AtomicFile file;
    private final boolean forced;

    private Deployment(CaddyAdmin caddy, AtomicFile file, boolean forced) {
        this.caddy = caddy;
        this.file = file;
        this.forced = forced;
    }

    /**
     * Returns a deployment.
     *
     * @param caddy the Caddy that serves; it stays the caller's
     * @param file the Caddyfile that Caddy starts with; it need not exist, its folder must
     * @return the deployment; nothing is asked or changed yet
     */
    public static Deployment of(CaddyAdmin caddy, Path file) {
        return new Deployment(Objects.requireNonNull(caddy, "caddy"), AtomicFile.likeBefore(file), false);
    }

    /**
     * Returns a deployment that has Caddy load a configuration even where it is what runs already, as {@code caddy reload --force} does, so that Caddy
     * reads certificate files again.
     *
     * @return the deployment of the same file by the same client
     */
    public Deployment forced() {
        return new Deployment(caddy, file, true);
    }

    /**
     * Has Caddy check a Caddyfile, and tells what applying it would change. Nothing is changed. That finds wrong syntax, but not values that only
     * fail when they are used: Caddy's API offers no such check, and {@link #apply} undoes what they break.
     *
     * <p>Right: the admin API, and to read the file. Upstream: stable. {@code POST /adapt}, {@code GET /config/}.
     *
     * @param caddyfile the text
     * @return the plan
     * @throws ConfigRefusedException if Caddy does not understand it
     * @throws DeploymentException if it has nothing that Caddy would do, or would take the admin API away from where this client asks
     * @throws FileFailedException if the file is there and cannot be read
     * @throws IllegalArgumentException if the text is blank
     */
    public DeploymentPlan plan(String caddyfile) {
        Adaptation adaptation = caddy.adapt(caddyfile);
        if (!adaptation.hasApps()) {
            throw new DeploymentException(
                    Reason.EMPTY,
                    Serving.OLD,
                    "the Caddyfile gives Caddy nothing to do, so that everything would be unloaded",
                    "put a site into it; CaddyAdmin.unload() is for unloading",
                    null);
        }
        ConfigSnapshot running = caddy.config();
        Optional<String> loss = AdminEndpoint.loss(running.config(), adaptation.config(), caddy.address());
        if (loss.isPresent()) {
            throw new DeploymentException(
                    Reason.ENDPOINT,
                    Serving.OLD,
                    "the Caddyfile " + loss.get() + ", so that nothing could be checked or put back",
                    "write the address of now into its global options: { admin " + addressOfNow(running) + " }",
                    null);
        }
        return new DeploymentPlan(file.path(), caddyfile, file.read(), running, adaptation);
    }

    private String addressOfNow(ConfigSnapshot running) {
        return running.config()
                .at("admin", "listen")
                .map(Json::asText)
                .orElse(Objects.requireNonNullElse(caddy.address(), "ADDRESS"));
    }

    /**
     * Plans and applies in one go, replacing whatever is there by now.
     *
     * <p>Can break: whatever the configuration before served.
     *
     * <p>Right: the admin API, and to write the file and its folder. Upstream: stable. {@code POST /adapt}, {@code GET /config/},
     * {@code POST /config/}. Not made twice.
     *
     * @param caddyfile the text
     * @return what was done
     * @throws ConfigRefusedException if Caddy does not understand it; nothing was changed
     * @throws DeploymentException if it was not deployed; it says what is served then
     * @throws FileFailedException if the file is there and cannot be read; nothing was changed
     * @throws IllegalArgumentException if the text is blank
     */
    public DeploymentPlan deploy(String caddyfile) {
        DeploymentPlan plan = plan(caddyfile);
        apply(plan);
        return plan;
    }

    /**
     * Applies a plan.
     *
     * <p>Can break: whatever the configuration before served.
     *
     * <p>Right: the admin API, and to write the file and its folder. Upstream: stable. {@code POST /config/}, {@code GET /config/}. Not made twice.
     *
     * @param plan a plan of this deployment or of another one to the same file
     * @throws DeploymentException if it was not deployed; it says what is served then
     * @throws IllegalArgumentException if it is for another file
     */
    public void apply(DeploymentPlan plan) {
        if (!plan.file().equals(file.path())) {
            throw new IllegalArgumentException("the plan is for " + plan.file());
        }
        // An interrupt must not keep what is half done from being finished or undone.
        boolean[] interrupted = new boolean[1];
        try (DeploymentLock lock = DeploymentLock.take(file.path())) {
            if (lock == null) {
                throw conflict("somebody else is deploying " + file.path() + " right now", null);
            }
            requireFileAsPlanned(plan);
            try (AtomicFile.Staged staged = file.stage(plan.bytes())) {
                ConfigSnapshot loaded = load(plan, interrupted);
                commit(plan, staged, loaded);
            }
        } catch (FileFailedException e) {
            throw fileFailed(Serving.OLD, e);
        } finally {
            if (interrupted[0]) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void requireFileAsPlanned(DeploymentPlan plan) {
        if (!isFile(plan.before())) {
            throw conflict("the file " + file.path() + " has changed since the plan was made", null);
        }
    }

    private boolean isFile(Optional<byte[]> content) {
        return Arrays.equals(content.orElse(null), file.read().orElse(null));
    }

    /** Returns the new configuration as it runs. */
    private ConfigSnapshot load(DeploymentPlan plan, boolean[] interrupted) {
        LegerException failure = null;
        try {
            ConfigEditor editor = caddy.ifMatch(plan.running());
            (forced ? editor.forced() : editor).replace(ConfigPath.root(), plan.config());
        } catch (LegerException e) {
            failure = e;
        }
        interrupted[0] = Thread.interrupted() || failure instanceof CallInterruptedException;
        ConfigSnapshot now;
        try {
            now = caddy.settledConfig();
        } catch (LegerException e) {
            if (failure == null) {
                throw failed(Reason.CADDY, servingOf(e), "Caddy took the configuration, and then did not answer", e);
            }
            failure.addSuppressed(e);
            throw notLoaded(failure, servingOf(e));
        }
        boolean runs = same(now.config(), plan.config());
        if (failure == null && !runs) {
            throw conflict("Caddy took the configuration, and somebody else replaced it at once", null);
        }
        // Where only the answer was lost, what was asked for has been done.
        boolean answered = failure instanceof ApiException;
        if (failure != null && (answered || !runs)) {
            boolean old = same(now.config(), plan.running().config());
            throw notLoaded(failure, old ? Serving.OLD : Serving.OTHER);
        }
        return now;
    }

    private static Serving servingOf(LegerException e) {
        return e instanceof UnavailableException ? Serving.NOTHING : Serving.UNKNOWN;
    }

    private static DeploymentException notLoaded(LegerException failure, Serving serving) {
        String why = String.valueOf(failure.getMessage());
        if (failure instanceof PreconditionFailedException) {
            return conflict("what Caddy runs has changed since the plan was made", failure);
        }
        return failure instanceof ConfigRefusedException
                ? failed(Reason.REFUSED, serving, "Caddy does not start the new configuration: " + why, failure)
                : failed(Reason.CADDY, serving, "Caddy was not told the new configuration: " + why, failure);
    }

    private void commit(DeploymentPlan plan, AtomicFile.Staged staged, ConfigSnapshot loaded) {
        try {
            requireFileAsPlanned(plan);
            staged.commit();
        } catch (DeploymentException e) {
            // What others have written stays, and what ran with the file before runs with it again.
            Serving serving = putBack(plan, loaded, e);
            throw serving == Serving.OLD ? e : conflict(serving, "the file was changed during the load", e);
        } catch (FileFailedException e) {
            throw fileFailed(isRenamed(plan) ? Serving.NEW : putBack(plan, loaded, e), e);
        }
    }

    /** The new content may be in place, and only the folder not have been forced to the disk. */
    private boolean isRenamed(DeploymentPlan plan) {
        try {
            return !isFile(plan.before()) && isFile(Optional.of(plan.bytes()));
        } catch (FileFailedException e) {
            return false;
        }
    }

    /** Loads what ran before, unless somebody else has loaded something meanwhile. Returns what is served then. */
    private Serving putBack(DeploymentPlan plan, ConfigSnapshot loaded, LegerException failure) {
        boolean interrupted = Thread.interrupted();
        try {
            ConfigEditor editor = caddy.ifMatch(loaded);
            if (JsonParts.isNull(plan.running().config())) {
                editor.deleteAll();
            } else {
                editor.replace(ConfigPath.root(), plan.running().config());
            }
            ConfigSnapshot now = caddy.settledConfig();
            return same(now.config(), plan.running().config()) ? Serving.OLD : Serving.OTHER;
        } catch (PreconditionFailedException e) {
            failure.addSuppressed(e);
            return Serving.OTHER;
        } catch (LegerException e) {
            failure.addSuppressed(e);
            return servingOf(e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean same(Json a, Json b) {
        return ConfigChange.between(a, b).isEmpty();
    }

    private static DeploymentException conflict(String why, @Nullable Throwable cause) {
        return conflict(Serving.OTHER, why, cause);
    }

    private static DeploymentException conflict(Serving serving, String why, @Nullable Throwable cause) {
        return new DeploymentException(
                Reason.CONFLICT, serving, why, "plan again, look at the difference, and apply that", cause);
    }

    private DeploymentException fileFailed(Serving serving, FileFailedException e) {
        return failed(Reason.FILE, serving, String.valueOf(e.getMessage()), e);
    }

    private static DeploymentException failed(Reason reason, Serving serving, String why, LegerException cause) {
        return new DeploymentException(
                reason, serving, why, cause.remedy().orElse("look at Caddy's log, and deploy again"), cause);
    }
}
