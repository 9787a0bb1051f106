// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {CarFixture} from "./exchange-test/CarFixture.sol";
import {IShares} from "./interfaces/IShares.sol";

contract SharesTest is CarFixture {
    uint256 internal car;

    function setUp() public {
        deployCars();
        car = mintCar(owner, "tag");
    }

    // Agree

    function test_agree_needs_both_signatures() public {
        IShares.Terms memory terms = termsFor(car);
        bytes32 digest = shares.hashTerms(terms);
        bytes memory byOwner = signature(ownerKey, digest);
        bytes memory byMaker = signature(makerKey, digest);
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesSignatureInvalid.selector, owner));
        shares.agree(terms, byMaker, byMaker);
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesSignatureInvalid.selector, maker));
        shares.agree(terms, byOwner, byOwner);
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesSignatureInvalid.selector, maker));
        vm.prank(owner);
        shares.agree(terms, "", "");
        vm.prank(owner);
        shares.agree(terms, "", byMaker);
    }

    function test_agree_refuses_any_changed_word(uint8 field) public {
        IShares.Terms memory terms = termsFor(car);
        bytes32 digest = shares.hashTerms(terms);
        bytes memory byOwner = signature(ownerKey, digest);
        bytes memory byMaker = signature(makerKey, digest);
        field = field % 8;
        if (field == 0) terms.dictionary += 1;
        if (field == 1) terms.classes += 1;
        if (field == 2) terms.makerDataBps += 1;
        if (field == 3) terms.userDataBps += 1;
        if (field == 4) terms.disputedDataBps += 1;
        if (field == 5) terms.ownerConsent -= 1;
        if (field == 6) terms.makerConsent -= 1;
        if (field == 7) terms.deadline += 1;
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesSignatureInvalid.selector, owner));
        shares.agree(terms, byOwner, byMaker);
    }

    function test_agree_refuses_replays() public {
        IShares.Terms memory terms = termsFor(car);
        bytes32 digest = shares.hashTerms(terms);
        bytes memory byOwner = signature(ownerKey, digest);
        bytes memory byMaker = signature(makerKey, digest);
        vm.chainId(777);
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesSignatureInvalid.selector, owner));
        shares.agree(terms, byOwner, byMaker);
        vm.chainId(31337);
        shares.agree(terms, byOwner, byMaker);
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesWrongVersion.selector, 1, 2));
        shares.agree(terms, byOwner, byMaker);
    }

    function expectAgreeRevert(IShares.Terms memory terms, bytes memory reason) internal {
        vm.expectRevert(reason);
        shares.agree(terms, "", "");
    }

    function test_agree_takes_the_whole_share_in_the_last_second() public {
        IShares.Terms memory terms = termsFor(car);
        (terms.makerDataBps, terms.userDataBps, terms.disputedDataBps) = (10_000, 10_000, 10_000);
        vm.warp(terms.deadline);
        uint64 id = agree(terms);
        IShares.Agreement memory agreement = shares.agreementOf(id);
        assertEq(agreement.agreedAt, block.timestamp, "time");
        assertEq(agreement.dictionary, 1, "dictionary");
        assertEq(agreement.classes, 0x6321, "classes");
        assertTrue(agreement.ownerConsent == 15 && agreement.makerConsent == 15, "consents");
        for (uint8 class_ = 1; class_ < 4; class_++) {
            (,, uint256 bps) = shares.splitOf(id, class_);
            assertEq(bps, 10_000, "all to the maker");
        }
    }

    function test_agree_refuses_late_unfair_and_foreign_terms() public {
        IShares.Terms memory terms = termsFor(car);
        terms.deadline = uint40(block.timestamp - 1);
        expectAgreeRevert(terms, abi.encodeWithSelector(IShares.SharesExpired.selector, terms.deadline));
        bytes memory tooMuch = abi.encodeWithSelector(IShares.SharesInvalidShare.selector, 10_001);
        terms = termsFor(car);
        terms.makerDataBps = 10_001;
        expectAgreeRevert(terms, tooMuch);
        terms = termsFor(car);
        terms.userDataBps = 10_001;
        expectAgreeRevert(terms, tooMuch);
        terms = termsFor(car);
        terms.disputedDataBps = 10_001;
        expectAgreeRevert(terms, tooMuch);
        bytes memory unknown = abi.encodeWithSelector(IShares.SharesInvalidConsent.selector, 16);
        terms = termsFor(car);
        terms.ownerConsent = 16;
        expectAgreeRevert(terms, unknown);
        terms = termsFor(car);
        terms.makerConsent = 16;
        expectAgreeRevert(terms, unknown);
        terms = termsFor(car);
        terms.epoch = 1;
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesWrongEpoch.selector, 1, 0));
        shares.agree(terms, "", "");
    }

    function test_agree_records_and_amends() public {
        IShares.Terms memory terms = termsFor(car);
        vm.expectEmit(address(shares));
        emit IShares.Agreed(shares.idOf(car, 0), owner, maker, terms);
        uint64 id = agree(terms);
        terms.version = 2;
        terms.userDataBps = 2500;
        assertEq(agree(terms), id, "one line per owner");
        IShares.Agreement memory agreement = shares.agreementOf(id);
        assertEq(agreement.owner, owner, "owner");
        assertEq(agreement.maker, maker, "maker");
        assertEq(agreement.version, 2, "version");
        (address first, address second, uint256 bps) = shares.splitOf(id, 2);
        assertEq(first, owner, "owner is paid");
        assertEq(second, maker, "maker is paid");
        assertEq(bps, 2500, "as amended");
        (,, bps) = shares.splitOf(id, 1);
        assertEq(bps, 8000, "maker data");
        (,, bps) = shares.splitOf(id, 3);
        assertEq(bps, 5000, "disputed data");
    }

    function test_agree_costs_less_than_a_living_competitor() public {
        IShares.Terms memory terms = termsFor(car);
        bytes32 digest = shares.hashTerms(terms);
        bytes memory byOwner = signature(ownerKey, digest);
        bytes memory byMaker = signature(makerKey, digest);
        uint256 before = gasleft();
        shares.agree(terms, byOwner, byMaker);
        assertLe(before - gasleft() + 30_000, 150_000, "with the intrinsic gas of its transaction");
    }

    // Consent

    function test_setConsent_refuses_strangers_and_unknown_bits() public {
        uint64 id = agree(termsFor(car));
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesNotParty.selector, id, address(this)));
        shares.setConsent(id, 0);
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesInvalidConsent.selector, 16));
        vm.prank(owner);
        shares.setConsent(id, 16);
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesUnknownAgreement.selector, id + 1));
        vm.prank(owner);
        shares.setConsent(id + 1, 0);
    }

    function test_setConsent_is_each_partys_own() public {
        uint64 id = agree(termsFor(car));
        vm.expectEmit(address(shares));
        emit IShares.ConsentSet(id, owner, 2, 1);
        vm.prank(owner);
        shares.setConsent(id, 1);
        vm.expectEmit(address(shares));
        emit IShares.ConsentSet(id, maker, 3, 2);
        vm.prank(maker);
        shares.setConsent(id, 2);
        IShares.Agreement memory agreement = shares.agreementOf(id);
        assertTrue(agreement.ownerConsent == 1 && agreement.makerConsent == 2, "one each");
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesUnknownAgreement.selector, id + 1));
        shares.splitOf(id + 1, 1);
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesUnknownAgreement.selector, id + 1));
        shares.actsFor(id + 1, owner);
    }

    function test_setConsent_works_when_a_party_has_used_up_all_versions() public {
        uint64 id = agree(termsFor(car));
        setVersion(id, type(uint16).max - 1);
        IShares.Terms memory terms = termsFor(car);
        terms.version = type(uint16).max;
        bytes32 digest = shares.hashTerms(terms);
        vm.prank(maker);
        shares.setConsent(id, 15);
        assertEq(shares.agreementOf(id).version, type(uint16).max, "the last version");
        assertTrue(shares.isTradable(id, 2), "by the owner's consent");
        vm.expectEmit(address(shares));
        emit IShares.ConsentSet(id, owner, type(uint16).max, 0);
        vm.prank(owner);
        shares.setConsent(id, 0);
        assertEq(shares.agreementOf(id).version, type(uint16).max, "stays");
        assertTrue(!shares.isTradable(id, 2), "withdrawn");
        vm.expectRevert(abi.encodeWithSignature("Panic(uint256)", 0x11));
        shares.agree(terms, signature(ownerKey, digest), signature(makerKey, digest));
    }

    /// @dev Version: two bytes above the owner and both consents, in the first word of the agreement.
    function setVersion(uint64 id, uint16 version) private {
        bytes32 slot = keccak256(abi.encode(id, uint256(2)));
        uint256 word = uint256(vm.load(address(shares), slot)) & ~(uint256(type(uint16).max) << 176);
        vm.store(address(shares), slot, bytes32(word | (uint256(version) << 176)));
        assertEq(shares.agreementOf(id).version, version, "where the version lies");
    }

    function test_setConsent_ends_terms_signed_before() public {
        uint64 id = agree(termsFor(car));
        IShares.Terms memory terms = termsFor(car);
        terms.version = 2;
        bytes32 digest = shares.hashTerms(terms);
        vm.prank(owner);
        shares.setConsent(id, 0);
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesWrongVersion.selector, 2, 3));
        shares.agree(terms, signature(ownerKey, digest), signature(makerKey, digest));
    }

    /// @dev The rule in words, checked against every combination of class, privacy and consents.
    function test_isTradable_follows_the_rule() public {
        uint64 id = agree(termsFor(car));
        for (uint8 byOwner; byOwner < 16; byOwner++) {
            vm.prank(owner);
            shares.setConsent(id, byOwner);
            for (uint8 byMaker; byMaker < 16; byMaker++) {
                vm.prank(maker);
                shares.setConsent(id, byMaker);
                for (uint8 class_; class_ < 8; class_++) {
                    bool expected;
                    if (class_ % 4 == 1) expected = byMaker & 2 != 0;
                    if (class_ % 4 == 2) expected = byOwner & 4 != 0;
                    if (class_ % 4 == 3) expected = byOwner & 8 != 0 && byMaker & 8 != 0;
                    if (class_ >= 4 && byOwner & 1 == 0) expected = false;
                    assertTrue(shares.isTradable(id, class_) == expected, "rule");
                }
            }
        }
    }

    function test_isTradable_is_false_without_agreement(uint8 class_) public view {
        assertTrue(!shares.isTradable(shares.idOf(car, 0), class_), "no agreement, no trade");
    }

    // Classes

    function test_classOf_wants_one_class() public {
        uint64 id = agree(termsFor(car));
        assertEq(shares.classOf(id, 1), 1, "maker");
        assertEq(shares.classOf(id, 2), 2, "user");
        assertEq(shares.classOf(id, 4), 3, "disputed");
        assertEq(shares.classOf(id, 8), 6, "private user");
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesMixedClasses.selector, 1, 2, 1));
        shares.classOf(id, 3);
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesMixedClasses.selector, 3, 6, 2));
        shares.classOf(id, 10);
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesNotTradable.selector, 63));
        shares.classOf(id, 1 << 63);
        vm.expectRevert(IShares.SharesNoFieldGroups.selector);
        shares.classOf(id, 0);
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesUnknownAgreement.selector, id + 1));
        shares.classOf(id + 1, 1);
    }

    function test_classOf_takes_groups_of_the_same_class_together() public {
        IShares.Terms memory terms = termsFor(car);
        terms.classes = 0x6622;
        uint64 id = agree(terms);
        assertEq(shares.classOf(id, 3), 2, "two groups of user data");
        assertEq(shares.classOf(id, 12), 6, "two of private user data");
    }

    // Agents and sale of the car

    function test_setAgent_is_for_the_owner_and_ends() public {
        uint64 id = agree(termsFor(car));
        address agent = address(0xA6E);
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesNotParty.selector, id, maker));
        vm.prank(maker);
        shares.setAgent(id, agent, 100, 0);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IShares.SharesInvalidShare.selector, 10_001));
        shares.setAgent(id, agent, 10_001, 0);
        shares.setAgent(id, agent, 10_000, 1);
        uint40 until = uint40(block.timestamp + 1 days);
        vm.expectEmit(address(shares));
        emit IShares.AgentSet(id, agent, 100, until);
        shares.setAgent(id, agent, 100, until);
        vm.stopPrank();
        (bool allowed, uint16 fee) = shares.actsFor(id, agent);
        assertTrue(allowed, "agent");
        assertEq(fee, 100, "fee");
        vm.warp(until);
        bool tradable;
        (tradable, allowed, fee) = shares.tradeOf(id, 2, agent);
        assertTrue(tradable && allowed && fee == 100, "in the last second");
        vm.warp(until + 1);
        (allowed,) = shares.actsFor(id, agent);
        assertTrue(!allowed, "ended");
        (allowed, fee) = shares.actsFor(id, owner);
        assertTrue(allowed, "owner");
        assertEq(fee, 0, "no fee to oneself");
        (allowed,) = shares.actsFor(id, address(this));
        assertTrue(!allowed, "stranger");
    }

    function test_a_sold_car_takes_no_new_data_under_the_old_agreement() public {
        uint64 id = agree(termsFor(car));
        assertTrue(shares.isCurrent(id), "current");
        assertTrue(!shares.isCurrent(shares.idOf(car + 1, 0)), "no agreement at all");
        vm.prank(owner);
        vehicle.transferFrom(owner, maker, car);
        assertTrue(!shares.isCurrent(id), "sold");
        assertTrue(shares.isTradable(id, 2), "what was recorded stays with the former owner");
        IShares.Terms memory terms = termsFor(car);
        vm.prank(maker);
        uint64 next = shares.agree(terms, "", "");
        assertTrue(next != id, "a new line for the new owner");
        vm.prank(maker);
        shares.setConsent(next, 3);
        IShares.Agreement memory agreement = shares.agreementOf(next);
        assertEq(agreement.ownerConsent, 3, "both sides in one hand");
        assertEq(agreement.makerConsent, 3, "both sides in one hand");
    }
}
