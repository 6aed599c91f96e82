package run.leger.device.publish;

import java.util.List;
import java.util.Optional;
import run.leger.device.LegerService;

/**
 * What becomes of one service.
 *
 * @param service the service
 * @param address its address, or empty where it can have none
 * @param rejected the kinds of address that were preferred and cannot work, and why
 */
public record ServicePlan(LegerService service, Optional<PlannedAddress> address, List<RejectedScheme> rejected) {
    /** Copies the list. */
    public ServicePlan {
        rejected = List.copyOf(rejected);
    }
}
