package run.leger.device.publish;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import run.leger.core.DnsName;

/** Looks names up as the system does. A resolver that is ill can take minutes to say so: here it has a few seconds. */
final class SystemResolver {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private SystemResolver() {}

    /** Returns the addresses, none where the name does not resolve in time. */
    static Set<String> lookup(DnsName name) {
        CompletableFuture<Set<String>> found = new CompletableFuture<>();
        Thread thread = new Thread(() -> found.complete(ask(name)), "leger-resolve");
        thread.setDaemon(true);
        thread.start();
        return found.completeOnTimeout(Set.of(), PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    private static Set<String> ask(DnsName name) {
        try {
            return Arrays.stream(InetAddress.getAllByName(name.value()))
                    .map(InetAddress::getHostAddress)
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (UnknownHostException e) {
            return Set.of();
        }
    }
}
