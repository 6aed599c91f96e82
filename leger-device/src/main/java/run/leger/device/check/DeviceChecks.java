package run.leger.device.check;

import static run.leger.device.check.CheckId.ACCOUNT_MATCH;
import static run.leger.device.check.CheckId.CADDY_ADMIN;
import static run.leger.device.check.CheckId.DAEMON_CERT;
import static run.leger.device.check.CheckId.DAEMON_INSTALLED;
import static run.leger.device.check.CheckId.DAEMON_RUNNING;
import static run.leger.device.check.CheckId.DAEMON_WRITE;
import static run.leger.device.check.CheckId.DEVICE_HOSTNAME;
import static run.leger.device.check.CheckId.DEVICE_IP;
import static run.leger.device.check.CheckId.DEVICE_LOGIN;
import static run.leger.device.check.CheckId.TAILNET_MATCH;
import static run.leger.device.check.CheckId.TAILNET_NAME;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import run.leger.core.CallOptions;
import run.leger.device.DeviceSettings;
import run.leger.tailscale.TailscaleClient;

/**
 * Looks whether a device is ready for Leger. Read-only: nothing is changed, and no certificate is issued.
 *
 * <pre>{@code
 * CheckReport report = DeviceChecks.of(DeviceSettings.builder().build()).init();
 * report.results().forEach(r -> System.out.println(r.check() + " " + r.outcome() + " " + r.finding()));
 * }</pre>
 *
 * <p>Checks that do not depend on each other run side by side, each under a deadline ({@link DeviceSettings#timeout}
 * for each question, and 2 seconds more for all of it); one whose ground is missing is skipped, not failed, so
 * what failed is the cause. Immutable; each run uses threads and connections of its own, which are gone when it returns.
 */
public final class DeviceChecks {
    /** A probe asks once or twice; this lets the question's own deadline speak first, since it says more. */
    private static final Duration MARGIN = Duration.ofSeconds(2);

    private static final List<Check> INIT = List.of(
            Check.of(DAEMON_INSTALLED, DaemonChecks::installed),
            Check.of(DAEMON_RUNNING, DaemonChecks::running, DAEMON_INSTALLED),
            Check.of(DEVICE_LOGIN, DeviceFacts::login, DAEMON_RUNNING),
            Check.of(DEVICE_IP, DeviceFacts::ip, DEVICE_LOGIN),
            Check.of(DEVICE_HOSTNAME, DeviceFacts::hostname, DEVICE_LOGIN),
            Check.of(TAILNET_NAME, DeviceFacts::tailnetName, DEVICE_LOGIN),
            Check.of(TAILNET_MATCH, DeviceFacts::tailnetMatch, TAILNET_NAME),
            Check.of(ACCOUNT_MATCH, DeviceFacts::accountMatch, DEVICE_LOGIN));

    private static final List<Check> PUBLISHING = List.of(
            Check.of(DAEMON_WRITE, DaemonChecks::write, DAEMON_RUNNING),
            Check.of(DAEMON_CERT, DaemonChecks::cert, DEVICE_HOSTNAME).after(DAEMON_WRITE),
            Check.of(CADDY_ADMIN, CaddyCheck::admin));

    private final DeviceSettings settings;

    private DeviceChecks(DeviceSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns checks for a device.
     *
     * @param settings what to expect, and where things are
     * @return the checks, not yet run
     */
    public static DeviceChecks of(DeviceSettings settings) {
        return new DeviceChecks(settings);
    }

    /**
     * Runs the eight checks of {@code leger init}: from {@link CheckId#DAEMON_INSTALLED} to {@link CheckId#ACCOUNT_MATCH}.
     *
     * @return what they found
     * @throws run.leger.core.CallInterruptedException if the thread is interrupted meanwhile
     */
    public CheckReport init() {
        return run(INIT);
    }

    /**
     * Runs all checks: those of {@link #init}, and what publishing needs.
     *
     * @return what they found
     * @throws run.leger.core.CallInterruptedException if the thread is interrupted meanwhile
     */
    public CheckReport doctor() {
        List<Check> all = new ArrayList<>(INIT);
        all.addAll(PUBLISHING);
        return run(all);
    }

    private CheckReport run(List<Check> checks) {
        CallOptions call = CallOptions.deadline(settings.timeout());
        TailscaleClient.Builder trusting = TailscaleClient.builder().options(call);
        settings.socket().ifPresent(trusting::socket);
        TailscaleClient.Builder wary = TailscaleClient.builder().options(call);
        settings.socket().ifPresent(wary::socket);
        settings.daemonUser().ifPresentOrElse(user -> wary.trustedUsers("root", user), wary::trustRootOrSelf);
        try (TailscaleClient anybody = trusting.build();
                TailscaleClient trusted = wary.build()) {
            return new CheckGraph(checks, settings.timeout().plus(MARGIN))
                    .run(new CheckContext(settings, anybody, trusted));
        }
    }
}
