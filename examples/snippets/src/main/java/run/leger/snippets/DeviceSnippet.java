package run.leger.snippets;

import run.leger.device.DeviceSettings;
import run.leger.device.check.CheckReport;
import run.leger.device.check.DeviceChecks;

final class DeviceSnippet {
    private DeviceSnippet() {}

    static boolean run() {
        // snippet: device
        CheckReport report = DeviceChecks.of(DeviceSettings.builder().build()).init();
        report.results().forEach(check -> {
            System.out.println(check.outcome() + " " + check.check() + ": " + check.finding());
            check.remedy().ifPresent(remedy -> System.out.println("  fix: " + remedy));
        });
        // end
        return report.passed();
    }
}
