package run.leger.device.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import run.leger.core.CallInterruptedException;
import run.leger.core.LegerException;

/** Runs checks side by side, each as soon as its grounds are there, and each under a deadline. */
final class CheckGraph {
    private final List<Check> checks;
    private final Duration deadline;

    /** The checks are in an order in which each comes after its grounds. */
    CheckGraph(List<Check> checks, Duration deadline) {
        this.checks = checks;
        this.deadline = deadline;
    }

    CheckReport run(CheckContext context) {
        long begin = System.nanoTime();
        ExecutorService threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "leger-check");
            thread.setDaemon(true);
            return thread;
        });
        Map<CheckId, CompletableFuture<CheckResult>> running = new ConcurrentHashMap<>();
        try {
            for (Check check : checks) {
                CompletableFuture<?>[] before = Stream.concat(check.grounds().stream(), check.after().stream())
                        .map(ground -> future(running, ground))
                        .toArray(CompletableFuture<?>[]::new);
                running.put(
                        check.id(),
                        CompletableFuture.allOf(before)
                                .thenCompose(done -> start(check, context, running, threads))
                                .thenApply(result -> {
                                    context.ended(check.id(), result.outcome());
                                    return result;
                                }));
            }
            List<CheckResult> results = new ArrayList<>();
            for (Check check : checks) {
                results.add(await(future(running, check.id())));
            }
            return new CheckReport(results, Duration.ofNanos(System.nanoTime() - begin));
        } finally {
            threads.shutdownNow();
        }
    }

    private CompletableFuture<CheckResult> start(
            Check check,
            CheckContext context,
            Map<CheckId, CompletableFuture<CheckResult>> running,
            ExecutorService threads) {
        Optional<CheckId> missing = check.grounds().stream()
                .sorted()
                .filter(ground -> !stands(future(running, ground).join().outcome()))
                .findFirst();
        if (missing.isPresent()) {
            return CompletableFuture.completedFuture(
                    result(check, Finding.skip("needs " + missing.get()), Duration.ZERO));
        }
        Finding late =
                Finding.fail("did not end within " + deadline.toMillis() + " ms", "try again with a longer --timeout");
        return CompletableFuture.supplyAsync(() -> probe(check, context), threads)
                .completeOnTimeout(result(check, late, deadline), deadline.toNanos(), TimeUnit.NANOSECONDS);
    }

    private static CompletableFuture<CheckResult> future(
            Map<CheckId, CompletableFuture<CheckResult>> running, CheckId check) {
        return Objects.requireNonNull(running.get(check), "a check comes after its grounds");
    }

    private static boolean stands(Outcome outcome) {
        return outcome == Outcome.OK || outcome == Outcome.WARN;
    }

    private static CheckResult probe(Check check, CheckContext context) {
        long begin = System.nanoTime();
        Finding finding;
        try {
            finding = check.probe().apply(context);
        } catch (LegerException e) {
            finding = Finding.fail(String.valueOf(e.getMessage()), e.remedy());
        } catch (RuntimeException e) {
            finding = Finding.fail(
                    "this check itself failed: " + e, "report it, with what the daemon says of the device");
        }
        return result(check, finding, Duration.ofNanos(System.nanoTime() - begin));
    }

    private static CheckResult result(Check check, Finding finding, Duration took) {
        return new CheckResult(
                check.id(), finding.outcome(), finding.text(), finding.evidence(), finding.remedy(), took);
    }

    private static CheckResult await(CompletableFuture<CheckResult> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CallInterruptedException("the thread was interrupted while it waited for the checks", null, e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("a check failed to run", e.getCause());
        }
    }
}
