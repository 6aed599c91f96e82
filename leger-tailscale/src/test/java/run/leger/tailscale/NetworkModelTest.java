package run.leger.tailscale;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NetworkModelTest {
    private static final Status SECOND_PROFILE =
            Status.parse("{\"BackendState\":\"Running\",\"Self\":{\"ID\":\"n2\",\"NodeID\":2}}");

    private static boolean tell(NetworkModel model, String notify) {
        return model.apply(new BusEvent.Message(Notify.parse(notify), List.of()));
    }

    @Test
    void a_profile_that_an_answer_knew_before_the_bus_told_of_it_is_asked_for_again() {
        NetworkModel model = new NetworkModel();
        model.opened();
        model.answered(SECOND_PROFILE);
        assertThat(tell(model, "{\"PeersChanged\":[{\"StableID\":\"n9\",\"ID\":9}]}"))
                .isFalse();
        assertThat(tell(model, "{\"SelfChange\":{\"StableID\":\"n2\",\"ID\":2}}"))
                .isTrue();
        model.answered(SECOND_PROFILE);
        assertThat(model.snapshot().peers()).isEmpty();
    }

    @Test
    void a_change_of_the_device_itself_is_no_doubt_where_the_bus_told_all() {
        NetworkModel model = new NetworkModel();
        model.opened();
        assertThat(tell(model, "{\"InitialStatus\":" + SECOND_PROFILE.raw() + "}"))
                .isFalse();
        assertThat(tell(model, "{\"SelfChange\":{\"StableID\":\"n2\",\"ID\":2}}"))
                .isFalse();
    }
}
