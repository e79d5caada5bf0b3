package io.coffer.server.callback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackDestinationsTest {
    private static boolean allows(CallbackDestinations destinations, String url) throws UnknownHostException {
        return !destinations.addresses(URI.create(url)).isEmpty();
    }

    @Test
    void withoutAListOnlyTheOwnMachineIsCalledIfThat() throws UnknownHostException {
        CallbackDestinations own = new CallbackDestinations(List.of(), true);
        assertThat(allows(own, "http://127.0.0.1:80/")).isTrue();
        assertThat(allows(own, "http://localhost/")).isTrue();
        assertThat(allows(own, "http://[::1]/")).isTrue();
        assertThat(allows(own, "http://10.0.0.1/")).isFalse();
        assertThat(allows(own, "http://0.0.0.0/")).isFalse();
        assertThat(allows(own, "http://169.254.169.254/")).isFalse();
        CallbackDestinations none = new CallbackDestinations(List.of(), false);
        assertThat(allows(none, "http://127.0.0.1/")).isFalse();
        assertThat(allows(none, "http://[::ffff:127.0.0.1]/")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, http://10.1.2.3/, true",
        "10.0.0.0/8, http://11.1.2.3/, false",
        "192.0.2.7, http://192.0.2.7/, true",
        "10.0.0.0/8, http://[::ffff:10.1.2.3]/, true",
        "2001:db8::/32, http://[2001:db8::1]/, true",
        "localhost, http://LOCALHOST/, true",
        "*.localhost, http://localhost/, false",
        "any, http://192.0.2.7/, true",
    })
    void theListNamesHostsAndAddresses(String item, String url, boolean allowed) throws UnknownHostException {
        assertThat(allows(new CallbackDestinations(List.of(item), false), url)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://a.b", "a b", "*", "10.0.0.0/99", ""})
    void anItemThatIsNeitherIsRefused(String item) {
        assertThatIllegalArgumentException().isThrownBy(() -> new CallbackDestinations(List.of(item), false));
    }
}
