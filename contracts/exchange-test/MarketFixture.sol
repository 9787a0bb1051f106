// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.37;

import {DataMarket} from "../DataMarket.sol";
import {DataRegistry} from "../DataRegistry.sol";
import {DisputeJudge} from "../DisputeJudge.sol";
import {ICommission} from "../interfaces/ICommission.sol";
import {IDataMarket} from "../interfaces/IDataMarket.sol";
import {IDataRegistry} from "../interfaces/IDataRegistry.sol";
import {IDisputeJudge} from "../interfaces/IDisputeJudge.sol";
import {KeyTreeLib} from "../libraries/KeyTreeLib.sol";
import {SectorLib} from "../libraries/SectorLib.sol";
import {WrapLib} from "../libraries/WrapLib.sol";
import {TokenMock} from "../mocks/TokenMocks.sol";
import {Compiled} from "./Compiled.sol";
import {CarFixture} from "./CarFixture.sol";
import {DataKit} from "./DataKit.sol";
import {OracleMock} from "./OracleMock.sol";
import {PointKit} from "./PointKit.sol";

/// @notice A market with one listed data set of user data: five chunks of two sectors, honest unless a test corrupts it.
abstract contract MarketFixture is CarFixture {
    using DataKit for DataKit.Data;

    uint256 internal constant BUYER_SECRET = uint256(keccak256("b"));
    uint256 internal constant SELLER_SECRET = uint256(keccak256("r"));
    uint128 internal constant PRICE = 1000 ether;
    uint128 internal constant BOND = 100 ether;

    DataMarket internal market;
    DataRegistry internal registry;
    DisputeJudge internal judge;
    OracleMock internal oracle;
    TokenMock internal token;
    address internal buyer;
    uint256 internal buyerKey;
    uint64 internal agreementId;
    WrapLib.Point internal buyerPoint;
    WrapLib.Point internal sellerPoint;
    DataKit.Data internal data;
    IDataRegistry.DataSet internal dataSet;
    IDataRegistry.Content internal content;
    IDataMarket.Terms internal terms;
    DataKit.Data private _honest;

    function deployMarket() internal {
        deployCars();
        (buyer, buyerKey) = actor("buyer");
        buyerPoint = PointKit.publicPoint(BUYER_SECRET);
        sellerPoint = PointKit.publicPoint(SELLER_SECRET);
        registry = DataRegistry(Compiled.deploy("contracts/DataRegistry.sol:DataRegistry", abi.encode(shares)));
        judge = DisputeJudge(Compiled.deploy("contracts/DisputeJudge.sol:DisputeJudge", ""));
        oracle = new OracleMock();
        market = newMarket(ICommission(address(0)));
        token = new TokenMock("Mock");
        agreementId = agree(termsFor(mintCar(owner, "market car")));
        fund(token);
    }

    function newMarket(ICommission commission) internal returns (DataMarket) {
        bytes memory arguments = abi.encode(registry, judge, oracle, vehicle, commission);
        return DataMarket(Compiled.deploy("contracts/DataMarket.sol:DataMarket", arguments));
    }

    function fund(TokenMock money) internal {
        money.mint(buyer, 1_000_000 ether);
        money.mint(owner, 1_000_000 ether);
        vm.prank(buyer);
        money.approve(address(market), type(uint256).max);
        vm.startPrank(owner);
        money.approve(address(market), type(uint256).max);
        market.deposit(address(money), 1000 ether);
        vm.stopPrank();
    }

    /// @dev Each chunk has a full sector and one of 40 bytes. Made once: sealing is slow in Solidity.
    function honest() internal returns (DataKit.Data memory) {
        if (_honest.chunks == 0) _honest = DataKit.make(keccak256("root key"), 5, 2, 40);
        return _honest;
    }

    /// @dev Registers `made` as user data of the owner and lists it.
    function offer(DataKit.Data memory made) internal {
        data = made;
        dataSet.publisher = owner;
        dataSet.agreementId = agreementId;
        dataSet.groups = 2;
        dataSet.dictionary = 1;
        content.chunks = uint24(made.chunks);
        content.sectorsPerChunk = uint32(made.sectorsPerChunk);
        content.dataRoot = DataKit.rootOf(made.dataLeaves);
        content.keyRoot = DataKit.rootOf(made.keyLeaves);
        dataSet.descriptionHash = keccak256("description");
        dataSet.descriptionCid = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";
        bytes32 id = register();
        terms.dataSet = id;
        terms.seller = owner;
        terms.token = address(token);
        terms.price = PRICE;
        terms.chunkPrice = 250 ether;
        terms.samplePrice = (PRICE + content.chunks - 1) / content.chunks;
        terms.bond = BOND;
        terms.deliverTime = 1 hours;
        terms.disputeTime = 2 hours;
        terms.expiresAt = uint40(block.timestamp + 30 days);
        terms.chunks = content.chunks;
        vm.prank(owner);
        market.list(terms);
    }

    function whole() internal view returns (IDataMarket.Order memory order) {
        order.listing = keccak256(abi.encode(terms));
        order.buyer = buyer;
        order.keyX = buyerPoint.x;
        order.keyY = buyerPoint.y;
        order.to = content.chunks;
        order.stages = 1;
        order.price = PRICE;
    }

    /// @dev Registers the fixture's data set as it stands, by its publisher.
    function register() internal returns (bytes32) {
        content.dataSetHash = keccak256(abi.encode(dataSet));
        vm.prank(dataSet.publisher);
        return registry.register(dataSet, content);
    }

    /// @return paid The order at exactly its price.
    function buy(IDataMarket.Order memory order) internal returns (IDataMarket.Order memory paid) {
        paid = order;
        paid.price = uint128(market.priceOf(terms, order));
        vm.prank(order.buyer);
        bytes32 id = market.buy(terms, paid);
        assertEq(id, idOf(paid), "the order is the hash of its details");
    }

    function idOf(IDataMarket.Order memory order) internal pure returns (bytes32) {
        return keccak256(abi.encode(order));
    }

    /// @dev The nodes of a range from the left, as KeyTreeLib defines them, wrapped to the buyer.
    function wrapRange(IDataMarket.Order memory order, uint256 stage, uint256 from, uint256 to)
        internal
        view
        returns (IDisputeJudge.Delivery memory delivery)
    {
        uint256 parts = KeyTreeLib.coverSize(from, to, data.chunks);
        bytes32[] memory nodes = new bytes32[](parts);
        uint256 depth = KeyTreeLib.depthOf(data.chunks);
        for (uint256 chunk = from; chunk < to; chunk++) {
            (uint256 part, uint256 levels) = KeyTreeLib.locate(from, to, data.chunks, chunk);
            nodes[part] = KeyTreeLib.derive(data.rootKey, chunk >> levels, depth - levels);
        }
        return wrap(order, stage, nodes);
    }

    function wrap(IDataMarket.Order memory order, uint256 stage, bytes32[] memory nodes)
        internal
        view
        returns (IDisputeJudge.Delivery memory delivery)
    {
        address shared = WrapLib.multiply(SELLER_SECRET, WrapLib.Point(order.keyX, order.keyY));
        delivery.x = sellerPoint.x;
        delivery.y = sellerPoint.y;
        delivery.wrapped = new bytes32[](nodes.length);
        for (uint256 i; i < nodes.length; i++) {
            delivery.wrapped[i] = nodes[i] ^ WrapLib.mask(shared, idOf(order), (stage << 16) | i);
        }
    }

    function deliver(IDataMarket.Order memory order, IDisputeJudge.Delivery memory delivery) internal {
        vm.prank(terms.seller);
        market.deliver(terms, order, delivery);
    }

    function keyClaim(uint256 chunk) internal view returns (IDisputeJudge.KeyClaim memory) {
        return IDisputeJudge.KeyClaim(
            BUYER_SECRET, 0, uint64(chunk), data.keyLeaves[chunk], DataKit.proofOf(data.keyLeaves, chunk)
        );
    }

    function sectorClaim(uint256 sector) internal view returns (IDisputeJudge.SectorClaim memory) {
        (uint256 chunk, uint256 place) = (sector / data.sectorsPerChunk, sector % data.sectorsPerChunk);
        uint32 length = data.lengths[chunk];
        return IDisputeJudge.SectorClaim(
            BUYER_SECRET,
            0,
            uint64(sector),
            length,
            DataKit.proofOf(data.dataLeaves, chunk),
            partOf(chunk, place),
            partOf(chunk, SectorLib.promiseAt(length, place) / 1024)
        );
    }

    function partOf(uint256 chunk, uint256 part) internal view returns (IDisputeJudge.Part memory) {
        bytes memory block_ = data.blocks[chunk];
        (uint256 path, bytes32[] memory siblings) = DataKit.wayOf(block_, part);
        return IDisputeJudge.Part(DataKit.slice(block_, part * 1024, 1024), path, siblings);
    }

    function state(IDataMarket.Order memory order) internal view returns (IDataMarket.State) {
        return market.statusOf(idOf(order)).state;
    }

    /// @dev Every part of the status; in states without a deadline there is none left.
    function assertStatus(
        IDataMarket.Order memory order,
        IDataMarket.State expected,
        uint16 stage,
        uint256 deadline,
        uint192 extra
    ) internal view {
        IDataMarket.Status memory wanted = IDataMarket.Status(expected, stage, uint40(deadline), extra);
        assertEq(abi.encode(market.statusOf(idOf(order))), abi.encode(wanted), "status");
    }

    function assertState(IDataMarket.Order memory order, IDataMarket.State expected, string memory what)
        internal
        view
    {
        assertEq(uint256(state(order)), uint256(expected), what);
    }
}
