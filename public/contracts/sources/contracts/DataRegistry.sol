// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";

import {IDataRegistry} from "./interfaces/IDataRegistry.sol";
import {IShares} from "./interfaces/IShares.sol";
import {EntryLib, EntryWord} from "./libraries/EntryLib.sol";

/// @title See IDataRegistry.
/// @notice Keeps one word per data set: publisher (160 bits, highest), agreement (64), chunks (24), class (4) and flags (4:
/// 1 live, 2 has sources, 4 has a keeper, 8 has a source that has sources). No money passes through it.
contract DataRegistry is IDataRegistry {
    struct Keeper {
        address payee;
        uint16 bps;
    }

    enum Word {
        None,
        Allowed,
        Refused
    }

    struct Leave {
        Word word;
        uint16 bps;
    }

    /// @dev What is paid, as it comes together; the arrays have room for all.
    struct Division {
        address[] payees;
        uint256[] amounts;
        uint256 count;
    }

    /// @notice How many data sets one may be made from.
    uint256 public constant MAX_SOURCES = 4;
    /// @dev Keeper, maker, owner and seller; of each source, and of each source of a source, all but the seller.
    uint256 internal constant MAX_PAYEES = 4 + MAX_SOURCES * (3 + MAX_SOURCES * 3);
    uint256 internal constant ALL_BPS = 10_000;

    /// @notice What owners and makers have agreed.
    IShares public immutable shares;

    mapping(bytes32 dataSetId => EntryWord) private _entries;
    mapping(bytes32 dataSetId => Keeper) private _keepers;
    mapping(bytes32 dataSetId => Source[]) private _sources;
    mapping(bytes32 dataSetId => mapping(address publisher => Leave)) private _leaves;

    constructor(IShares shares_) {
        shares = shares_;
    }

    // Registering

    /// @inheritdoc IDataRegistry
    function register(DataSet calldata dataSet, Content calldata content) external returns (bytes32 dataSetId) {
        require(dataSet.publisher == msg.sender, DataRegistryNotPublisher(dataSet.publisher, msg.sender));
        require(content.chunks > 0 && content.sectorsPerChunk > 0, DataRegistryEmpty());
        bytes32 hash = keccak256(abi.encode(dataSet));
        require(content.dataSetHash == hash, DataRegistryWrongHash(content.dataSetHash, hash));
        dataSetId = idOf(content);
        require(!_entries[dataSetId].isKnown(), DataRegistryExists(dataSetId));
        uint8 class_ = dataSet.agreementId == 0 ? 0 : _checkAgreement(dataSet);
        uint8 flags = EntryLib.LIVE;
        if (dataSet.keeperBps > 0) flags |= EntryLib.HAS_KEEPER;
        if (dataSet.sources.length > 0) flags |= EntryLib.HAS_SOURCES;
        if (flags != EntryLib.LIVE) flags |= _storeShares(dataSetId, dataSet, class_);

        _entries[dataSetId] = EntryLib.pack(msg.sender, dataSet.agreementId, content.chunks, class_, flags);

        emit Registered(dataSetId, msg.sender, dataSet.agreementId, class_, dataSet, content);
    }

    /// @inheritdoc IDataRegistry
    function withdraw(bytes32 dataSetId) external {
        EntryWord entry = _live(dataSetId);
        uint64 agreementId = entry.agreementId();
        // An agent whose time is over has published, and yet ends nothing.
        if (agreementId != 0 || msg.sender != entry.publisher()) _checkActsFor(agreementId, msg.sender);

        _entries[dataSetId] = entry.without(EntryLib.LIVE);

        emit Withdrawn(dataSetId, msg.sender);
    }

    /// @inheritdoc IDataRegistry
    function allowFusion(bytes32 dataSetId, address publisher, uint16 bps, bool allowed) external {
        EntryWord entry = _live(dataSetId);
        address owner = _ownerOf(entry);
        require(msg.sender == owner, DataRegistryNotPublisher(owner, msg.sender));
        require(bps <= ALL_BPS, DataRegistryInvalidShare(bps));

        _leaves[dataSetId][publisher] = Leave(allowed ? Word.Allowed : Word.Refused, bps);

        emit FusionAllowed(dataSetId, publisher, bps, allowed);
    }

    // Trading

    /// @inheritdoc IDataRegistry
    function checkTrade(bytes32 dataSetId, address seller) external view returns (uint24 chunks, uint16 agentFeeBps) {
        EntryWord entry = _live(dataSetId);
        uint64 agreementId = entry.agreementId();
        if (agreementId == 0) {
            require(seller == entry.publisher(), DataRegistryNotPublisher(entry.publisher(), seller));
        } else {
            bool tradable;
            bool allowed;
            (tradable, allowed, agentFeeBps) = shares.tradeOf(agreementId, entry.classOf(), seller);
            require(tradable, DataRegistryNoConsent(dataSetId, agreementId, entry.classOf()));
            require(allowed, DataRegistryNotAuthorised(agreementId, seller));
        }
        _checkSources(dataSetId, entry);
        return (entry.chunks(), agentFeeBps);
    }

    /// @inheritdoc IDataRegistry
    function payouts(bytes32 dataSetId, address seller, uint16 agentFeeBps, uint256 amount)
        external
        view
        returns (address[] memory payees, uint256[] memory amounts)
    {
        EntryWord entry = _entry(dataSetId);
        if (!entry.has(EntryLib.HAS_SOURCES | EntryLib.HAS_KEEPER)) {
            return _payoutsOfPlain(entry, seller, agentFeeBps, amount);
        }
        uint256 room = entry.has(EntryLib.HAS_SOURCES) ? MAX_PAYEES : 4;
        Division memory division = Division(new address[](room), new uint256[](room), 0);
        (address owner, uint256 rest) = _divide(division, dataSetId, entry, amount);
        uint256 fee = seller == owner ? 0 : (rest * agentFeeBps) / ALL_BPS;
        _add(division, owner, rest - fee);
        if (seller != owner) _add(division, seller, fee);
        (payees, amounts) = (division.payees, division.amounts);
        uint256 count = division.count;
        assembly ("memory-safe") {
            mstore(payees, count)
            mstore(amounts, count)
        }
    }

    // Views

    /// @inheritdoc IDataRegistry
    function entryOf(bytes32 dataSetId) external view returns (Entry memory) {
        EntryWord entry = _entry(dataSetId);
        return Entry({
            publisher: entry.publisher(),
            agreementId: entry.agreementId(),
            chunks: entry.chunks(),
            class_: entry.classOf(),
            live: entry.has(EntryLib.LIVE),
            hasSources: entry.has(EntryLib.HAS_SOURCES),
            hasKeeper: entry.has(EntryLib.HAS_KEEPER)
        });
    }

    /// @inheritdoc IDataRegistry
    function idOf(Content calldata content) public pure returns (bytes32 dataSetId) {
        return keccak256(abi.encode(content));
    }

    // Inside

    function _entry(bytes32 dataSetId) private view returns (EntryWord entry) {
        entry = _entries[dataSetId];
        require(entry.isKnown(), DataRegistryUnknown(dataSetId));
    }

    function _live(bytes32 dataSetId) private view returns (EntryWord entry) {
        entry = _entries[dataSetId];
        require(entry.has(EntryLib.LIVE), DataRegistryUnknown(dataSetId));
    }

    function _checkAgreement(DataSet calldata dataSet) private view returns (uint8 class_) {
        uint64 agreementId = dataSet.agreementId;
        require(shares.isCurrent(agreementId), DataRegistryAgreementEnded(agreementId));
        _checkActsFor(agreementId, msg.sender);
        uint32 expected = shares.agreementOf(agreementId).dictionary;
        require(dataSet.dictionary == expected, DataRegistryWrongDictionary(dataSet.dictionary, expected));
        return shares.classOf(agreementId, dataSet.groups);
    }

    function _checkActsFor(uint64 agreementId, address who) private view returns (uint16 feeBps) {
        require(agreementId != 0, DataRegistryNotAuthorised(agreementId, who));
        bool allowed;
        (allowed, feeBps) = shares.actsFor(agreementId, who);
        require(allowed, DataRegistryNotAuthorised(agreementId, who));
    }

    /// @dev Sources of sources too; there is no third level.
    function _checkSources(bytes32 dataSetId, EntryWord entry) private view {
        if (!entry.has(EntryLib.HAS_SOURCES)) return;
        Source[] storage sources = _sources[dataSetId];
        uint256 count = sources.length;
        for (uint256 i; i < count; i++) {
            bytes32 id = sources[i].dataSet;
            EntryWord source = _entry(id);
            (uint64 agreementId, uint8 class_) = (source.agreementId(), source.classOf());
            require(
                agreementId == 0 || shares.isTradable(agreementId, class_),
                DataRegistryNoConsent(id, agreementId, class_)
            );
            _checkSources(id, source);
        }
    }

    /// @dev Under an agreement only the owner gives parts away, and only of what the maker leaves.
    function _storeShares(bytes32 dataSetId, DataSet calldata dataSet, uint8 class_) private returns (uint8 flags) {
        (address owner,, uint256 total) = _sharesOf(msg.sender, dataSet.agreementId, class_);
        require(owner == msg.sender, DataRegistryPartsNotByOwner(owner, msg.sender));
        uint256 count = dataSet.sources.length;
        require(count <= MAX_SOURCES, DataRegistryTooManySources(count));
        uint16 keeperBps = dataSet.keeperBps;
        require(keeperBps == 0 || dataSet.keeper != address(0), DataRegistryNoKeeper());
        if (keeperBps > 0) _keepers[dataSetId] = Keeper(dataSet.keeper, keeperBps);
        total += keeperBps;
        for (uint256 i; i < count; i++) {
            Source calldata source = dataSet.sources[i];
            EntryWord entry = _live(source.dataSet);
            _checkLeave(source.dataSet, entry, source.bps);
            require(!entry.has(EntryLib.FUSED_TWICE), DataRegistryTooDeep(source.dataSet));
            if (entry.has(EntryLib.HAS_SOURCES)) flags = EntryLib.FUSED_TWICE;
            total += source.bps;
            _sources[dataSetId].push(source);
        }
        require(total <= ALL_BPS, DataRegistryInvalidShare(total));
    }

    /// @dev Of each owner whose data is in it: what a source owes its own sources it owes them in a fusion too.
    function _checkLeave(bytes32 id, EntryWord entry, uint256 bps) private view {
        if (_ownerOf(entry) != msg.sender) {
            mapping(address publisher => Leave) storage leaves = _leaves[id];
            Leave memory given = leaves[msg.sender];
            if (given.word == Word.None) given = leaves[address(0)];
            require(
                given.word == Word.Allowed && bps >= given.bps, DataRegistryFusionRefused(id, msg.sender, bps)
            );
        }
        if (!entry.has(EntryLib.HAS_SOURCES)) return;
        Source[] storage sources = _sources[id];
        for (uint256 i; i < sources.length; i++) {
            bytes32 source = sources[i].dataSet;
            _checkLeave(source, _entry(source), (bps * sources[i].bps) / ALL_BPS);
        }
    }

    /// @dev An agent publishes for an owner but does not give the owner's revenue away.
    function _ownerOf(EntryWord entry) private view returns (address owner) {
        (owner,,) = _sharesOf(entry.publisher(), entry.agreementId(), entry.classOf());
    }

    function _sharesOf(address publisher, uint64 agreementId, uint8 class_)
        private
        view
        returns (address owner, address maker, uint256 makerBps)
    {
        return agreementId == 0 ? (publisher, address(0), 0) : shares.splitOf(agreementId, class_);
    }

    // Inside: dividing

    /// @dev Almost all data sets have neither sources nor a keeper; the general way would say the same for 1,000 gas more.
    function _payoutsOfPlain(EntryWord entry, address seller, uint16 agentFeeBps, uint256 amount)
        private
        view
        returns (address[] memory payees, uint256[] memory amounts)
    {
        (address owner, address maker, uint256 makerBps) =
            _sharesOf(entry.publisher(), entry.agreementId(), entry.classOf());
        uint256 place = maker == address(0) ? 0 : 1;
        uint256 count = seller == owner ? place + 1 : place + 2;
        payees = new address[](count);
        amounts = new uint256[](count);
        if (place == 1) {
            payees[0] = maker;
            amount -= amounts[0] = (amount * makerBps) / ALL_BPS;
        }
        if (seller != owner) {
            payees[place + 1] = seller;
            amount -= amounts[place + 1] = (amount * agentFeeBps) / ALL_BPS;
        }
        (payees[place], amounts[place]) = (owner, amount);
    }

    /// @dev Adds all payees but the owner, who has what is left. All parts are of the whole, and came to at most that when
    /// they were promised. A new version of the agreement may give the maker more, out of the owner's part alone.
    function _divide(Division memory division, bytes32 dataSetId, EntryWord entry, uint256 amount)
        private
        view
        returns (address owner, uint256 rest)
    {
        rest = amount;
        if (entry.has(EntryLib.HAS_SOURCES)) {
            Source[] storage sources = _sources[dataSetId];
            uint256 count = sources.length;
            for (uint256 i; i < count; i++) {
                Source memory source = sources[i];
                uint256 part = (amount * source.bps) / ALL_BPS;
                rest -= part;
                (address sourceOwner, uint256 left) =
                    _divide(division, source.dataSet, _entry(source.dataSet), part);
                _add(division, sourceOwner, left);
            }
        }
        if (entry.has(EntryLib.HAS_KEEPER)) {
            Keeper memory keeper = _keepers[dataSetId];
            rest -= _add(division, keeper.payee, (amount * keeper.bps) / ALL_BPS);
        }
        address maker;
        uint256 makerBps;
        (owner, maker, makerBps) = _sharesOf(entry.publisher(), entry.agreementId(), entry.classOf());
        if (maker != address(0)) rest -= _add(division, maker, Math.min(rest, (amount * makerBps) / ALL_BPS));
    }

    function _add(Division memory division, address payee, uint256 amount) private pure returns (uint256) {
        division.payees[division.count] = payee;
        division.amounts[division.count++] = amount;
        return amount;
    }
}
