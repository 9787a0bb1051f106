// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {MarketFixture} from "./exchange-test/MarketFixture.sol";
import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IShares} from "./interfaces/IShares.sol";

contract DataRegistryTest is MarketFixture {
    address internal agent = address(0xA6E);
    bytes32 internal id;

    function setUp() public {
        deployMarket();
        offer(honest());
        id = terms.dataSet;
    }

    function expectRegisterRevert(bytes memory reason) internal {
        expectRegisterRevertBy(owner, reason);
    }

    function expectRegisterRevertBy(address who, bytes memory reason) internal {
        content.dataSetHash = keccak256(abi.encode(dataSet));
        vm.expectRevert(reason);
        vm.prank(who);
        registry.register(dataSet, content);
    }

    function registerAs(address who) internal returns (bytes32) {
        dataSet.publisher = who;
        return register();
    }

    /// @dev A data set without a vehicle, as a weather service would publish.
    function weather(address publisher, bytes32 root) internal returns (bytes32) {
        dataSet.agreementId = 0;
        content.dataRoot = root;
        return registerAs(publisher);
    }

    function test_register_refuses_by_name() public {
        expectRegisterRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryExists.selector, id));
        expectRegisterRevertBy(buyer, abi.encodeWithSelector(IDataRegistry.DataRegistryNotPublisher.selector, owner, buyer));
        content.chunks = 0;
        expectRegisterRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryEmpty.selector));
        (content.chunks, content.sectorsPerChunk) = (5, 0);
        expectRegisterRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryEmpty.selector));
        content.sectorsPerChunk = 2;
        dataSet.dictionary = 2;
        expectRegisterRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryWrongDictionary.selector, 2, 1));
        dataSet.dictionary = 1;
        dataSet.groups = 3;
        expectRegisterRevert(abi.encodeWithSelector(IShares.SharesMixedClasses.selector, 1, 2, 1));
        dataSet.groups = 2;
        dataSet.agreementId += 1;
        expectRegisterRevert(
            abi.encodeWithSelector(IDataRegistry.DataRegistryAgreementEnded.selector, dataSet.agreementId)
        );
        dataSet.agreementId -= 1;
        dataSet.publisher = buyer;
        expectRegisterRevertBy(buyer, abi.encodeWithSelector(IDataRegistry.DataRegistryNotAuthorised.selector, agreementId, buyer));
    }

    function test_register_refuses_content_that_names_another_description() public {
        content.dataSetHash = "another";
        bytes32 hash = keccak256(abi.encode(dataSet));
        vm.expectRevert(
            abi.encodeWithSelector(IDataRegistry.DataRegistryWrongHash.selector, bytes32("another"), hash)
        );
        vm.prank(owner);
        registry.register(dataSet, content);
    }

    function test_register_refuses_new_data_after_the_car_was_sold() public {
        vm.prank(owner);
        vehicle.transferFrom(owner, buyer, 1);
        content.dataRoot = "new";
        expectRegisterRevert(
            abi.encodeWithSelector(IDataRegistry.DataRegistryAgreementEnded.selector, agreementId)
        );
        (uint24 chunks,) = registry.checkTrade(id, owner);
        assertEq(chunks, 5, "what was recorded before is still sold by the former owner");
    }

    function test_register_is_public() public {
        content.dataRoot = "new";
        content.dataSetHash = keccak256(abi.encode(dataSet));
        bytes32 expected = keccak256(abi.encode(content));
        vm.expectEmit(address(registry));
        emit IDataRegistry.Registered(expected, owner, agreementId, 2, dataSet, content);
        assertEq(register(), expected, "the hash of its content");
        assertEq(registry.idOf(content), expected, "idOf");
        IDataRegistry.Entry memory entry = registry.entryOf(expected);
        assertTrue(entry.live && !entry.hasSources && !entry.hasKeeper, "flags");
        vm.expectRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryUnknown.selector, bytes32("no")));
        registry.entryOf("no");
        vm.expectRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryUnknown.selector, bytes32("no")));
        registry.payouts("no", owner, 0, 1);
    }

    function test_register_takes_one_chunk_of_one_sector() public {
        (content.chunks, content.sectorsPerChunk) = (1, 1);
        assertEq(registry.entryOf(register()).chunks, 1, "chunks");
    }

    function test_register_keeps_one_word() public view {
        IDataRegistry.Entry memory entry = registry.entryOf(id);
        assertEq(entry.publisher, owner, "publisher");
        assertEq(entry.agreementId, agreementId, "agreement");
        assertEq(entry.chunks, 5, "chunks");
        assertEq(entry.class_, 2, "class");
        assertTrue(entry.live && !entry.hasKeeper && !entry.hasSources, "flags");
    }

    function test_withdraw_ends_new_trades() public {
        vm.expectRevert(
            abi.encodeWithSelector(IDataRegistry.DataRegistryNotAuthorised.selector, agreementId, buyer)
        );
        vm.prank(buyer);
        registry.withdraw(id);
        vm.expectEmit(address(registry));
        emit IDataRegistry.Withdrawn(id, owner);
        vm.prank(owner);
        registry.withdraw(id);
        assertTrue(!registry.entryOf(id).live, "no longer live");
        bytes memory reason = abi.encodeWithSelector(IDataRegistry.DataRegistryUnknown.selector, id);
        vm.expectRevert(reason);
        registry.checkTrade(id, owner);
        vm.expectRevert(reason);
        vm.prank(owner);
        registry.withdraw(id);
    }

    function test_an_agent_publishes_and_sells_for_its_fee() public {
        vm.prank(owner);
        shares.setAgent(agreementId, agent, 500, uint40(block.timestamp + 1 days));
        content.dataRoot = "by the agent";
        bytes32 byAgent = registerAs(agent);
        (, uint16 fee) = registry.checkTrade(byAgent, agent);
        assertEq(fee, 500, "fee");
        (address[] memory payees, uint256[] memory amounts) = registry.payouts(byAgent, agent, 500, 10_000);
        assertEq(payees.length, 3, "maker, owner, agent");
        assertEq(payees[0], maker, "maker");
        assertEq(amounts[0], 1000, "10 % of the whole");
        assertEq(payees[1], owner, "owner");
        assertEq(amounts[1], 8550, "what is left");
        assertEq(payees[2], agent, "agent");
        assertEq(amounts[2], 450, "5 % of the owner's side");
        vm.warp(block.timestamp + 1 days + 1);
        vm.expectRevert(
            abi.encodeWithSelector(IDataRegistry.DataRegistryNotAuthorised.selector, agreementId, agent)
        );
        registry.checkTrade(byAgent, agent);
        vm.prank(owner);
        registry.withdraw(byAgent);
    }

    function test_data_without_a_vehicle_belongs_to_its_publisher() public {
        bytes32 forecast = weather(agent, "forecast");
        registry.checkTrade(forecast, agent);
        vm.expectRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryNotPublisher.selector, agent, owner));
        registry.checkTrade(forecast, owner);
        (address[] memory payees, uint256[] memory amounts) = registry.payouts(forecast, agent, 0, 77);
        assertEq(payees.length, 1, "one");
        assertEq(payees[0], agent, "publisher");
        assertEq(amounts[0], 77, "all");
        vm.expectRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryNotAuthorised.selector, 0, owner));
        vm.prank(owner);
        registry.withdraw(forecast);
    }

    // Keepers and sources

    function test_a_keeper_needs_an_address_and_shares_end_at_the_whole() public {
        dataSet.keeperBps = 1;
        expectRegisterRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryNoKeeper.selector));
        dataSet.keeper = address(0x5706E);
        dataSet.keeperBps = 9001;
        expectRegisterRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryInvalidShare.selector, 10_001));
        dataSet.keeperBps = 9000;
        bytes32 kept = register();
        assertTrue(registry.entryOf(kept).hasKeeper, "kept");
        (address[] memory payees, uint256[] memory amounts) = registry.payouts(kept, owner, 0, 70);
        assertTrue(payees[0] == address(0x5706E) && amounts[0] == 63, "all else to the keeper");
        assertTrue(payees[1] == maker && amounts[1] == 7, "the maker has what is agreed");
        assertTrue(payees[2] == owner && amounts[2] == 0, "nothing to the owner");
        (address[] memory others,) = registry.payouts(id, owner, 0, 77);
        assertEq(others.length, 2, "no keeper elsewhere");
    }

    function fuse(bytes32 source, uint16 bps) internal {
        delete dataSet.sources;
        dataSet.sources.push(IDataRegistry.Source(source, bps));
        dataSet.agreementId = 0;
        content.dataRoot = "fusion";
        dataSet.publisher = agent;
    }

    function test_fusion_needs_the_leave_of_its_sources() public {
        fuse(id, 2000);
        bytes memory reason =
            abi.encodeWithSelector(IDataRegistry.DataRegistryFusionRefused.selector, id, agent, 2000);
        expectRegisterRevertBy(agent, reason);
        vm.expectRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryNotPublisher.selector, owner, agent));
        vm.prank(agent);
        registry.allowFusion(id, agent, 0, true);
        vm.startPrank(owner);
        vm.expectRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryInvalidShare.selector, 10_001));
        registry.allowFusion(id, agent, 10_001, true);
        registry.allowFusion(id, agent, 10_000, true);
        vm.expectEmit(address(registry));
        emit IDataRegistry.FusionAllowed(id, agent, 2001, true);
        registry.allowFusion(id, agent, 2001, true);
        vm.stopPrank();
        expectRegisterRevertBy(agent, reason);
        vm.prank(owner);
        registry.allowFusion(id, agent, 2000, true);
        assertTrue(registry.entryOf(register()).hasSources, "fused");
    }

    function test_fusion_leave_can_be_taken_back_and_ends_with_the_source() public {
        vm.startPrank(owner);
        registry.allowFusion(id, agent, 0, true);
        registry.allowFusion(id, agent, 0, false);
        vm.stopPrank();
        fuse(id, 2000);
        expectRegisterRevertBy(
            agent, abi.encodeWithSelector(IDataRegistry.DataRegistryFusionRefused.selector, id, agent, 2000)
        );
        vm.startPrank(owner);
        registry.allowFusion(id, agent, 0, true);
        registry.withdraw(id);
        vm.stopPrank();
        expectRegisterRevertBy(agent, abi.encodeWithSelector(IDataRegistry.DataRegistryUnknown.selector, id));
    }

    function test_what_is_said_about_one_publisher_goes_before_what_is_said_about_all() public {
        vm.startPrank(owner);
        registry.allowFusion(id, address(0), 100, true);
        registry.allowFusion(id, agent, 0, false);
        vm.stopPrank();
        fuse(id, 100);
        expectRegisterRevertBy(
            agent, abi.encodeWithSelector(IDataRegistry.DataRegistryFusionRefused.selector, id, agent, 100)
        );
        dataSet.publisher = buyer;
        assertTrue(registry.entryOf(register()).hasSources, "anybody else may");
    }

    function test_a_fusion_of_a_fusion_keeps_what_was_promised_to_the_first_source() public {
        vm.prank(owner);
        registry.allowFusion(id, agent, 4000, true);
        fuse(id, 5000);
        bytes32 first = register();
        content.dataRoot = "again";
        dataSet.sources[0] = IDataRegistry.Source(first, 7999);
        expectRegisterRevertBy(
            agent, abi.encodeWithSelector(IDataRegistry.DataRegistryFusionRefused.selector, id, agent, 3999)
        );
        dataSet.sources[0].bps = 8000;
        assertTrue(registry.entryOf(register()).hasSources, "two fifths of all, as allowed");
    }

    function test_a_dismissed_agent_ends_nothing() public {
        vm.prank(owner);
        shares.setAgent(agreementId, agent, 0, uint40(block.timestamp + 1 days));
        content.dataRoot = "by the agent";
        bytes32 byAgent = registerAs(agent);
        vm.prank(owner);
        shares.setAgent(agreementId, agent, 0, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IDataRegistry.DataRegistryNotAuthorised.selector, agreementId, agent)
        );
        vm.prank(agent);
        registry.withdraw(byAgent);
        vm.prank(owner);
        registry.withdraw(byAgent);
    }

    function test_a_proved_duplicate_takes_no_new_data() public {
        uint256 second = mintCar(owner, "another registrar's tag");
        dataSet.agreementId = agree(termsFor(second));
        vehicle.proveDuplicate(1, "market car", second, "another registrar's tag", VIN);
        content.dataRoot = "new";
        expectRegisterRevert(
            abi.encodeWithSelector(IDataRegistry.DataRegistryAgreementEnded.selector, dataSet.agreementId)
        );
    }

    function test_fusion_of_ones_own_data_needs_no_leave() public {
        fuse(id, 10_000);
        dataSet.publisher = owner;
        bytes32 fusion = register();
        (address[] memory payees, uint256[] memory amounts) = registry.payouts(fusion, owner, 0, 1000);
        assertTrue(payees[0] == maker && amounts[0] == 100, "maker of the source");
        assertTrue(payees[1] == owner && amounts[1] == 900, "owner of the source");
        assertTrue(payees[2] == owner && amounts[2] == 0, "nothing is left to the publisher");
    }

    function test_an_agent_names_neither_keeper_nor_sources() public {
        vm.prank(owner);
        shares.setAgent(agreementId, agent, 100, uint40(block.timestamp + 1 days));
        bytes32 rain = weather(agent, "rain");
        (dataSet.publisher, dataSet.agreementId) = (agent, agreementId);
        (dataSet.keeper, dataSet.keeperBps) = (agent, 1);
        bytes memory reason = abi.encodeWithSelector(IDataRegistry.DataRegistryPartsNotByOwner.selector, owner, agent);
        expectRegisterRevertBy(agent, reason);
        (dataSet.keeper, dataSet.keeperBps) = (address(0), 0);
        dataSet.sources.push(IDataRegistry.Source(rain, 0));
        expectRegisterRevertBy(agent, reason);
    }

    function test_nobody_takes_from_another() public {
        (dataSet.groups, dataSet.keeper, dataSet.keeperBps) = (1, agent, 2001);
        uint256 makerBps = termsFor(1).makerDataBps;
        assertEq(makerBps, 8000, "as agreed");
        expectRegisterRevert(abi.encodeWithSelector(IDataRegistry.DataRegistryInvalidShare.selector, 10_001));
        dataSet.keeperBps = 1500;
        bytes32 kept = register();
        (address[] memory payees, uint256[] memory amounts) = registry.payouts(kept, buyer, 10_000, 10_000);
        assertTrue(payees[0] == agent && amounts[0] == 1500, "keeper");
        assertTrue(payees[1] == maker && amounts[1] == 8000, "maker");
        assertTrue(payees[2] == owner && amounts[2] == 0, "owner");
        assertTrue(payees[3] == buyer && amounts[3] == 500, "a fee of all that is left");
        // Both sides may sign more for the maker later: it comes from the owner's part, and from nobody else's.
        IShares.Terms memory amended = termsFor(1);
        (amended.version, amended.makerDataBps) = (2, 9000);
        agree(amended);
        (, amounts) = registry.payouts(kept, owner, 0, 10_000);
        assertTrue(amounts[0] == 1500 && amounts[1] == 8500 && amounts[2] == 0, "no more than there is");
    }

    function test_an_agent_cannot_give_its_owners_data_away() public {
        vm.prank(owner);
        shares.setAgent(agreementId, agent, 0, uint40(block.timestamp + 1 days));
        content.dataRoot = "by the agent";
        bytes32 byAgent = registerAs(agent);
        fuse(byAgent, 0);
        expectRegisterRevertBy(agent, abi.encodeWithSelector(IDataRegistry.DataRegistryFusionRefused.selector, byAgent, agent, 0));
    }

    function test_fusion_pays_its_sources_by_their_agreements() public {
        vm.prank(owner);
        registry.allowFusion(id, address(0), 2000, true);
        fuse(id, 2000);
        dataSet.keeper = address(0x5706E);
        dataSet.keeperBps = 1000;
        bytes32 fusion = register();
        (address[] memory payees, uint256[] memory amounts) = registry.payouts(fusion, agent, 0, 10_000);
        assertEq(payees.length, 4, "maker and owner of the source, keeper, publisher");
        assertEq(payees[0], maker, "maker of the source");
        assertEq(amounts[0], 200, "a tenth of a fifth");
        assertEq(amounts[1], 1800, "owner of the source");
        assertEq(amounts[2], 1000, "keeper");
        assertEq(payees[3], agent, "who fused");
        assertEq(amounts[3], 7000, "the rest");
        registry.checkTrade(fusion, agent);
        vm.prank(owner);
        shares.setConsent(agreementId, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IDataRegistry.DataRegistryNoConsent.selector, id, agreementId, uint8(2))
        );
        registry.checkTrade(fusion, agent);
    }

    function test_fusion_of_data_without_a_vehicle_pays_its_publisher() public {
        bytes32 forecast = weather(buyer, "forecast");
        fuse(forecast, 2500);
        expectRegisterRevertBy(
            agent, abi.encodeWithSelector(IDataRegistry.DataRegistryFusionRefused.selector, forecast, agent, 2500)
        );
        vm.prank(buyer);
        registry.allowFusion(forecast, agent, 0, true);
        bytes32 fusion = register();
        registry.checkTrade(fusion, agent);
        (address[] memory payees, uint256[] memory amounts) = registry.payouts(fusion, agent, 0, 1000);
        assertEq(payees.length, 2, "two");
        assertTrue(payees[0] == buyer && amounts[0] == 250, "who forecasts");
        assertTrue(payees[1] == agent && amounts[1] == 750, "who fused");
    }

    function test_fusion_cannot_promise_more_than_the_whole() public {
        vm.prank(owner);
        registry.allowFusion(id, agent, 0, true);
        fuse(id, 5001);
        dataSet.keeper = address(0x5706E);
        dataSet.keeperBps = 5000;
        expectRegisterRevertBy(
            agent, abi.encodeWithSelector(IDataRegistry.DataRegistryInvalidShare.selector, 10_001)
        );
        dataSet.keeperBps = 4999;
        bytes32 fusion = register();
        (, uint256[] memory amounts) = registry.payouts(fusion, agent, 0, 10_000);
        assertEq(amounts[3], 0, "nothing is left");
    }

    function test_a_fusion_of_fusions_pays_all_that_it_is_made_from() public {
        vm.startPrank(owner);
        shares.setAgent(agreementId, agent, 500, uint40(block.timestamp + 1 days));
        registry.allowFusion(id, agent, 0, true);
        vm.stopPrank();
        fuse(id, 1000);
        for (uint256 i; i < 3; i++) dataSet.sources.push(IDataRegistry.Source(id, 1000));
        (dataSet.publisher, dataSet.agreementId) = (owner, agreementId);
        dataSet.keeper = address(0x5706E);
        dataSet.keeperBps = 1000;
        bytes32 fusion = register();
        (address[] memory payees, uint256[] memory amounts) = registry.payouts(fusion, agent, 500, 10_000);
        assertEq(payees.length, 12, "four sources, keeper, maker, owner, agent");
        assertTrue(payees[8] == address(0x5706E) && amounts[8] == 1000, "keeper");
        assertTrue(payees[9] == maker && amounts[9] == 1000, "a tenth of the whole");
        assertTrue(payees[10] == owner && amounts[10] == 3800, "the owner's side");
        assertTrue(payees[11] == agent && amounts[11] == 200, "a twentieth of it");

        // A fusion of four such: a source counts like a payment of its own.
        vm.startPrank(owner);
        registry.allowFusion(fusion, agent, 0, true);
        vm.stopPrank();
        fuse(fusion, 2500);
        for (uint256 i; i < 3; i++) dataSet.sources.push(IDataRegistry.Source(fusion, 2500));
        (dataSet.keeper, dataSet.keeperBps) = (address(0), 0);
        content.dataRoot = "of fusions";
        bytes32 second = register();
        (payees, amounts) = registry.payouts(second, agent, 0, 40_000);
        assertEq(payees.length, 4 * 11 + 1, "four sources, publisher");
        assertTrue(payees[9] == maker && amounts[9] == 1000, "a tenth of a quarter");
        assertTrue(payees[20] == maker && amounts[20] == 1000, "of each");
        registry.checkTrade(second, agent);

        fuse(second, 1);
        expectRegisterRevertBy(agent, abi.encodeWithSelector(IDataRegistry.DataRegistryTooDeep.selector, second));
        vm.prank(owner);
        shares.setConsent(agreementId, 0);
        vm.expectRevert(
            abi.encodeWithSelector(IDataRegistry.DataRegistryNoConsent.selector, fusion, agreementId, uint8(2))
        );
        registry.checkTrade(second, agent);
    }

    function test_fusion_has_four_sources_at_most() public {
        fuse(id, 1);
        for (uint256 i; i < 4; i++) dataSet.sources.push(IDataRegistry.Source(id, 1));
        expectRegisterRevertBy(agent, abi.encodeWithSelector(IDataRegistry.DataRegistryTooManySources.selector, 5));
        dataSet.sources.pop();
        vm.prank(owner);
        registry.allowFusion(id, agent, 0, true);
        bytes32 fusion = register();
        (address[] memory payees,) = registry.payouts(fusion, agent, 0, 10_000);
        assertEq(payees.length, 9, "two for each of four, and the publisher");
    }

    function test_payouts_add_up(uint128 amount, uint16 keeperBps, uint16 sourceBps, uint16 makerBps) public {
        keeperBps = uint16(bound(keeperBps, 0, 5000));
        sourceBps = uint16(bound(sourceBps, 0, 5000));
        IShares.Terms memory amended = termsFor(1);
        amended.version = 2;
        amended.userDataBps = uint16(bound(makerBps, 0, 10_000));
        agree(amended);
        vm.prank(owner);
        registry.allowFusion(id, agent, 0, true);
        fuse(id, sourceBps);
        dataSet.keeper = address(0x5706E);
        dataSet.keeperBps = keeperBps;
        bytes32 fusion = register();
        (, uint256[] memory amounts) = registry.payouts(fusion, agent, 0, amount);
        uint256 sum;
        for (uint256 i; i < amounts.length; i++) sum += amounts[i];
        assertEq(sum, amount, "to the last unit");
    }
}
