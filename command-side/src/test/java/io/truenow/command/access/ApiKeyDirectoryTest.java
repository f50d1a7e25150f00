package io.truenow.command.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.truenow.command.tenant.TenantDirectory;
import io.truenow.events.access.ApiKeyCreated;
import io.truenow.events.access.ApiKeyRevoked;
import io.truenow.events.access.ApiKeyRotated;
import io.truenow.events.access.ApiKeySigningDemanded;
import io.truenow.events.access.ApiKeyText;
import io.truenow.events.access.Authentication;
import io.truenow.events.access.Authentication.Denied;
import io.truenow.events.access.Authentication.Granted;
import io.truenow.events.access.Grant;
import io.truenow.events.access.KeySecret;
import io.truenow.events.access.Principal;
import io.truenow.events.access.Role;
import io.truenow.events.catalog.TenantCreated;
import io.truenow.events.catalog.TenantState;
import io.truenow.events.catalog.TenantStateChanged;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeyDirectoryTest {

    private static final String ID = "key_1";
    private static final List<Grant> GRANTS = List.of(new Grant("shop", "*", Set.of(Grant.Action.WRITE)));

    private final Random random = new Random(3);
    private final ApiKeyText first = ApiKeyText.generate(random::nextBytes);
    private final ApiKeyText second = ApiKeyText.generate(random::nextBytes);
    private final TenantDirectory tenants = new TenantDirectory();
    private final ApiKeyDirectory directory = new ApiKeyDirectory(tenants);

    @BeforeEach
    void makeTheTenant() {
        tenants.on(new TenantCreated("other", "me", 1));
    }

    private ApiKeyCreated created(@Nullable Long expiresMicros) {
        return new ApiKeyCreated(ID, "other", "producer", Role.WRITER, GRANTS, first.secret(), expiresMicros, "me", 1);
    }

    private Authentication at(ApiKeyText text, long nowMicros) {
        return directory.authenticate(text.reveal(), nowMicros);
    }

    @Test
    void aKeyBringsItsTenantRoleAndGrants() {
        directory.on(created(null));

        assertThat(at(first, 10)).isEqualTo(new Granted(new Principal("other", ID, Role.WRITER, GRANTS)));
    }

    @Test
    void theKeysOfASuspendedTenantAreRefusedUntilItIsLetInAgain() {
        directory.on(created(null));
        tenants.on(new TenantStateChanged("other", TenantState.ACTIVE, TenantState.SUSPENDED, "me", 2), 1);
        assertThat(at(first, 10)).isEqualTo(new Denied("Tenant is inactive"));
        assertThat(at(second, 10)).isEqualTo(new Denied("invalid API key"));

        tenants.on(new TenantStateChanged("other", TenantState.SUSPENDED, TenantState.ACTIVE, "me", 3), 2);
        assertThat(at(first, 10)).isInstanceOf(Granted.class);
    }

    @Test
    void aKeyOfATenantThatNobodyKnowsIsRefused() {
        tenants.reset();
        directory.on(created(null));
        assertThat(at(first, 10)).isEqualTo(new Denied("Tenant is inactive"));
    }

    @Test
    void whatIsNoKeyAndAKeyThatNobodyMadeAreRefusedInTheContractsWords() {
        directory.on(created(null));

        assertThat(directory.authenticate("ttd_live_abc", 10)).isEqualTo(new Denied("invalid API key format"));
        assertThat(at(second, 10)).isEqualTo(new Denied("invalid API key"));
    }

    @Test
    void theRightHandleWithAnotherSecretIsRefused() {
        directory.on(created(null));
        ApiKeyText forged = ApiKeyText.generate(bytes -> {
            byte[] handle = java.util.HexFormat.of().parseHex(first.handle());
            System.arraycopy(handle, 0, bytes, 0, handle.length);
        });

        assertThat(forged.handle()).isEqualTo(first.handle());
        assertThat(at(forged, 10)).isEqualTo(new Denied("invalid API key"));
    }

    private Authentication signed(KeySecret by, String keyId, long nowMicros) {
        byte[] message = {1, 2, 3};
        byte[] code = by.sign(message);
        return directory.authenticate(keyId, secret -> secret.signed(message, code), nowMicros);
    }

    @Test
    void aKeyThatSignsIsKnownByItsSignatureAndItsTextIsNotTaken() {
        directory.on(created(100L));
        directory.on(new ApiKeySigningDemanded(ID, "other", "me", 1), 1);

        assertThat(signed(first.secret(), ID, 99))
                .isEqualTo(new Granted(new Principal("other", ID, Role.WRITER, GRANTS)));
        assertThat(at(first, 10)).isEqualTo(new Denied("this API key signs its requests"));
        assertThat(signed(second.secret(), ID, 10)).isEqualTo(new Denied("invalid signature"));
        assertThat(signed(first.secret(), "key_2", 10)).isEqualTo(new Denied("invalid signature"));
        assertThat(signed(first.secret(), ID, 100)).isEqualTo(new Denied("API key expired"));
        tenants.on(new TenantStateChanged("other", TenantState.ACTIVE, TenantState.SUSPENDED, "me", 2), 1);
        assertThat(signed(first.secret(), ID, 10)).isEqualTo(new Denied("Tenant is inactive"));
    }

    /** Who reads what is kept of an ordinary key can do nothing with it. */
    @Test
    void aKeyThatWasNotMadeForItDoesNotSign() {
        directory.on(created(null));

        assertThat(signed(first.secret(), ID, 10)).isEqualTo(new Denied("invalid signature"));
    }

    @Test
    void aSigningKeyIsRotatedAndRevokedAsOthersAre() {
        directory.on(created(null));
        directory.on(new ApiKeySigningDemanded(ID, "other", "me", 1), 1);
        directory.on(new ApiKeyRotated(ID, "other", second.secret(), 50, "me", 20), 2);
        assertThat(signed(first.secret(), ID, 49)).isInstanceOf(Granted.class);
        assertThat(signed(second.secret(), ID, 49)).isInstanceOf(Granted.class);
        assertThat(signed(first.secret(), ID, 50)).isEqualTo(new Denied("API key expired"));
        assertThat(signed(second.secret(), ID, 50)).isInstanceOf(Granted.class);

        directory.on(new ApiKeyRevoked(ID, "other", "me", 60), 3);
        assertThat(signed(second.secret(), ID, 61)).isEqualTo(new Denied("invalid signature"));
    }

    @Test
    void aKeyIsTakenUntilTheMicrosecondInWhichItExpires() {
        directory.on(created(100L));

        assertThat(at(first, 99)).isInstanceOf(Granted.class);
        assertThat(at(first, 100)).isEqualTo(new Denied("API key expired"));
    }

    @Test
    void bothTextsAreTakenInTheOverlapAndOnlyTheNewOneBehindIt() {
        directory.on(created(null));
        directory.on(new ApiKeyRotated(ID, "other", second.secret(), 50, "me", 20), 1);

        assertThat(at(first, 49)).isInstanceOf(Granted.class);
        assertThat(at(second, 49)).isInstanceOf(Granted.class);
        assertThat(at(first, 50)).isEqualTo(new Denied("API key expired"));
        assertThat(at(second, 50)).isInstanceOf(Granted.class);
    }

    @Test
    void aRevokedKeyIsRefusedWithAllItsTexts() {
        directory.on(created(null));
        directory.on(new ApiKeyRotated(ID, "other", second.secret(), 50, "me", 20), 1);
        directory.on(new ApiKeyRevoked(ID, "other", "me", 30), 2);

        assertThat(at(first, 31)).isEqualTo(new Denied("invalid API key"));
        assertThat(at(second, 31)).isEqualTo(new Denied("invalid API key"));
        assertThat(directory.keys("other")).isEmpty();
    }

    @Test
    void factsThatComeAfterTheAnswerOfTheirCommandChangeNothing() {
        ApiKeyRotated rotated = new ApiKeyRotated(ID, "other", second.secret(), 50, "me", 20);
        ApiKeyRevoked revoked = new ApiKeyRevoked(ID, "other", "me", 30);
        directory.learn(ApiKeyDescriptor.of(created(null)).with(rotated).with(revoked));

        directory.on(created(null));
        directory.on(rotated, 1);
        assertThat(at(second, 31)).isEqualTo(new Denied("invalid API key"));
        directory.on(revoked, 2);
        assertThat(at(second, 31)).isEqualTo(new Denied("invalid API key"));
    }

    @Test
    void aFactThatWasFoldedInAlreadyIsNotFoldedInAgain() {
        ApiKeyRotated rotated = new ApiKeyRotated(ID, "other", second.secret(), 50, "me", 20);
        directory.on(created(null));
        directory.on(rotated, 1);
        directory.on(rotated, 1);

        assertThat(directory.keys("other").getFirst().secrets()).hasSize(2);
    }

    @Test
    void aReplayEndsInTheSame() {
        directory.on(created(null));
        directory.on(new ApiKeyRevoked(ID, "other", "me", 30), 1);
        directory.reset();
        assertThat(at(first, 10)).isEqualTo(new Denied("invalid API key"));
        directory.on(created(null));
        assertThat(at(first, 10)).isInstanceOf(Granted.class);
    }

    @Test
    void theLastUseIsKnownOnceThereWasOne() {
        directory.on(created(null));
        assertThat(directory.lastUsedMicros(ID)).isNull();

        at(first, 10);
        at(first, 7);
        assertThat(directory.lastUsedMicros(ID)).isEqualTo(10);
    }
}
