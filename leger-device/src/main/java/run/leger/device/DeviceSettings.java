package run.leger.device;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import run.leger.core.LoginName;
import run.leger.core.TailnetName;

/**
 * What is expected of a device, and where its parts are. What is not set is not checked, or is looked for.
 *
 * @param socket where tailscaled's socket is, or empty to look for it
 * @param daemonUser who may run tailscaled beside root; empty means the user of this process
 * @param tailnet the tailnet that the device must be in, by its name or its MagicDNS suffix
 * @param account the account that must own the device
 * @param loginServer the control server that remedies name, where it is not the default one; it is not checked against the device's
 * @param hostname the host name that remedies name; it is not checked against the device's
 * @param caddyAdmin where Caddy's admin API is: an http address, or {@code unix//path}
 * @param binaries where a tailscaled may be installed
 * @param timeout how long one question to the daemon or to Caddy may take
 */
public record DeviceSettings(
        Optional<Path> socket,
        Optional<String> daemonUser,
        Optional<TailnetName> tailnet,
        Optional<LoginName> account,
        Optional<String> loginServer,
        Optional<String> hostname,
        String caddyAdmin,
        List<Path> binaries,
        Duration timeout) {
    /** Caddy's default admin address. */
    public static final String DEFAULT_CADDY_ADMIN = "http://localhost:2019";

    private static final List<Path> KNOWN_BINARIES = List.of(
            Path.of("/usr/sbin/tailscaled"),
            Path.of("/usr/bin/tailscaled"),
            Path.of("/usr/local/sbin/tailscaled"),
            Path.of("/usr/local/bin/tailscaled"),
            Path.of("/opt/homebrew/bin/tailscaled"),
            Path.of("/run/current-system/sw/bin/tailscaled"),
            Path.of("/snap/bin/tailscaled"),
            Path.of("/var/packages/Tailscale/target/bin/tailscaled"),
            Path.of("/Applications/Tailscale.app"));

    /**
     * Copies the list.
     *
     * @throws IllegalArgumentException if the timeout is not positive, the control server no http address, or the host name empty or one with
     *     control characters
     */
    public DeviceSettings {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("a timeout must be positive: " + timeout);
        }
        loginServer.ifPresent(DeviceSettings::checkLoginServer);
        if (hostname.filter(DeviceSettings::isUnspeakable).isPresent()) {
            throw new IllegalArgumentException("a host name cannot be empty or hold control characters");
        }
        Objects.requireNonNull(caddyAdmin, "caddyAdmin");
        binaries = List.copyOf(binaries);
    }

    private static void checkLoginServer(String url) {
        try {
            URI address = new URI(url);
            String scheme = String.valueOf(address.getScheme());
            if (address.getHost() != null && (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"))) {
                return;
            }
        } catch (URISyntaxException e) {
            // Said below, in the words of all the others.
        }
        throw new IllegalArgumentException("a login server is an http or https address with a host: " + url);
    }

    private static boolean isUnspeakable(String name) {
        return name.isBlank() || name.chars().anyMatch(Character::isISOControl);
    }

    /**
     * Starts settings in which nothing is expected.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /** Makes {@link DeviceSettings}. */
    public static final class Builder {
        private Optional<Path> socket = Optional.empty();
        private Optional<String> daemonUser = Optional.empty();
        private Optional<TailnetName> tailnet = Optional.empty();
        private Optional<LoginName> account = Optional.empty();
        private Optional<String> loginServer = Optional.empty();
        private Optional<String> hostname = Optional.empty();
        private String caddyAdmin = DEFAULT_CADDY_ADMIN;
        private List<Path> binaries = KNOWN_BINARIES;
        private Duration timeout = Duration.ofSeconds(8);

        private Builder() {}

        /**
         * Sets where tailscaled's socket is; no other place is then looked at.
         *
         * @param path its path
         * @return this builder
         */
        public Builder socket(Path path) {
            socket = Optional.of(path);
            return this;
        }

        /**
         * Sets who may run tailscaled beside root.
         *
         * @param user an operating-system user
         * @return this builder
         */
        public Builder daemonUser(String user) {
            daemonUser = Optional.of(user);
            return this;
        }

        /**
         * Sets the tailnet that the device must be in.
         *
         * @param name its name or its MagicDNS suffix
         * @return this builder
         */
        public Builder tailnet(TailnetName name) {
            tailnet = Optional.of(name);
            return this;
        }

        /**
         * Sets the account that must own the device.
         *
         * @param name its login name
         * @return this builder
         */
        public Builder account(LoginName name) {
            account = Optional.of(name);
            return this;
        }

        /**
         * Sets the control server that remedies name, in place of the device's own. It is not checked.
         *
         * @param url its address
         * @return this builder
         */
        public Builder loginServer(String url) {
            loginServer = Optional.of(url);
            return this;
        }

        /**
         * Sets the host name that remedies name, in place of the device's own. It is not checked.
         *
         * @param name the name
         * @return this builder
         */
        public Builder hostname(String name) {
            hostname = Optional.of(name);
            return this;
        }

        /**
         * Sets where Caddy's admin API is.
         *
         * @param address an http address, or {@code unix//path}
         * @return this builder
         */
        public Builder caddyAdmin(String address) {
            caddyAdmin = address;
            return this;
        }

        /**
         * Sets where a tailscaled may be installed, instead of the places that this library knows.
         *
         * @param paths the places
         * @return this builder
         */
        public Builder binaries(List<Path> paths) {
            binaries = List.copyOf(paths);
            return this;
        }

        /**
         * Sets how long one question to the daemon or to Caddy may take, 8 seconds by default.
         *
         * @param time the time
         * @return this builder
         */
        public Builder timeout(Duration time) {
            timeout = time;
            return this;
        }

        /**
         * Makes the settings.
         *
         * @return the settings
         */
        public DeviceSettings build() {
            return new DeviceSettings(
                    socket, daemonUser, tailnet, account, loginServer, hostname, caddyAdmin, binaries, timeout);
        }
    }
}
