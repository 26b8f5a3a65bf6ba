//! What a fact can say: properties, kinds of subject, roles of offices.

use onrecord_model::words;

words! {
    /// What a fact says of its subject.
    Property {
        /// What kind of thing it is: a [`Kind`].
        Kind = "kind",
        /// Its commonest English name.
        Name = "name",
        /// Another name or spelling, which means it wherever it stands.
        Alias = "alias",
        /// A name in capitals, which means it in capitals only.
        Acronym = "acronym",
        /// A short form, which means it where the context says so.
        Short = "short",
        /// Its name in its own language: a tag of BCP 47, a colon, the name.
        Native = "native",
        /// Its code in PLOVER or CAMEO: country and sectors, or an international code.
        Code = "code",
        /// Its item in Wikidata.
        Wikidata = "wikidata",
        /// The country it belongs to.
        Country = "country",
        /// The body it is a part of.
        PartOf = "part_of",
        /// The body it is a member of.
        MemberOf = "member_of",
        /// The party or movement whose armed wing it is.
        WingOf = "wing_of",
        /// What it came out of.
        SuccessorOf = "successor_of",
        /// Who arms, pays or guides it.
        BackedBy = "backed_by",
        /// Who fights beside it.
        AlliedWith = "allied_with",
        /// `male` or `female`.
        Gender = "gender",
        /// Date of birth.
        Born = "born",
        /// Date of death.
        Died = "died",
        /// What is put before a person's name (`General`), or is said of an office (`premier`).
        Title = "title",
        /// The office a person holds.
        Holds = "holds",
        /// The body or group a person leads.
        Leads = "leads",
        /// The force a person commands.
        Commands = "commands",
        /// The body or group a person speaks for.
        SpeaksFor = "speaks_for",
        /// The body or group a person founded.
        Founded = "founded",
        /// The country or body an office belongs to.
        OfficeOf = "office_of",
        /// What an office is: a [`Role`].
        Role = "role",
        /// Where an outlet publishes.
        Domain = "domain",
        /// Whose an outlet is: `state`, `party`, `public` or `private`.
        Ownership = "ownership",
        /// The country a place is in.
        LocatedIn = "located_in",
        /// The first-order division a place is in.
        Admin1 = "admin1",
        /// Latitude and longitude in degrees, WGS 84: `34.37,41.09`.
        Coordinates = "coordinates",
        /// The number of a place in GeoNames.
        Geonames = "geonames",
        /// What its people are called, or what is called after it: `Iraqi`.
        Demonym = "demonym",
        /// The seat of its government.
        Capital = "capital",
        /// A name that stands for its government when it acts or speaks: `the Kremlin`.
        Metonym = "metonym",
        /// Which office leads a country, where not the head of government: `head-of-state`.
        Executive = "executive",
        /// Its code of two letters, ISO 3166-1.
        Iso2 = "iso2",
        /// Its number, ISO 3166-1.
        IsoNumeric = "iso_numeric",
    }
}

/// What the object of a property is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Object {
    /// Any text.
    Text,
    /// The id of a subject.
    Link,
    /// A word of a closed list, or of a fixed form.
    Word,
}

impl Property {
    /// What stands in the column `object`.
    pub fn object(self) -> Object {
        match self {
            Self::PartOf
            | Self::MemberOf
            | Self::WingOf
            | Self::SuccessorOf
            | Self::BackedBy
            | Self::AlliedWith
            | Self::Holds
            | Self::Leads
            | Self::Commands
            | Self::SpeaksFor
            | Self::Founded
            | Self::OfficeOf
            | Self::Country
            | Self::LocatedIn => Object::Link,
            Self::Kind
            | Self::Role
            | Self::Executive
            | Self::Gender
            | Self::Born
            | Self::Died
            | Self::Ownership
            | Self::Wikidata
            | Self::Geonames
            | Self::Coordinates
            | Self::Code
            | Self::Native
            | Self::Iso2
            | Self::IsoNumeric => Object::Word,
            Self::Name
            | Self::Alias
            | Self::Acronym
            | Self::Short
            | Self::Title
            | Self::Domain
            | Self::Admin1
            | Self::Demonym
            | Self::Capital
            | Self::Metonym => Object::Text,
        }
    }

    /// Whether a subject has at most one at a time.
    pub fn is_single(self) -> bool {
        matches!(
            self,
            Self::Kind
                | Self::Name
                | Self::Gender
                | Self::Born
                | Self::Died
                | Self::Role
                | Self::Executive
                | Self::Coordinates
                | Self::Iso2
                | Self::IsoNumeric
        )
    }
}

words! {
    /// What kind of thing a subject is.
    Kind {
        /// A state.
        Country = "country",
        /// A dependency, or a land whose status is disputed.
        Territory = "territory",
        /// A state that is no more.
        FormerState = "former-state",
        /// A body that states made.
        Igo = "igo",
        /// An international body that states did not make.
        Ingo = "ingo",
        /// A body of civil society.
        Ngo = "ngo",
        /// A group that fights and is not a state's.
        ArmedGroup = "armed-group",
        /// A state's armed force, or a part of it.
        Military = "military",
        /// A police force.
        Police = "police",
        /// A secret service.
        Intelligence = "intelligence",
        /// A government, or a body of it.
        Government = "government",
        /// A ministry.
        Ministry = "ministry",
        /// A parliament, or a chamber of it.
        Parliament = "parliament",
        /// A court.
        Court = "court",
        /// A political party.
        Party = "party",
        /// A movement.
        Movement = "movement",
        /// A company.
        Company = "company",
        /// A school of higher learning, or a research institute.
        University = "university",
        /// A church, an order, a seminary.
        ReligiousBody = "religious-body",
        /// A trade union.
        Union = "union",
        /// A human being.
        Person = "person",
        /// An office that persons hold.
        Office = "office",
        /// A publisher of news.
        Outlet = "outlet",
        /// A news agency.
        Agency = "agency",
        /// A military base.
        Base = "base",
        /// A border crossing.
        Crossing = "crossing",
        /// A district.
        District = "district",
        /// A part of a town.
        Neighbourhood = "neighbourhood",
        /// Any other place with a name.
        Site = "site",
        /// A camp of displaced people.
        Camp = "camp",
        /// A prison.
        Prison = "prison",
        /// An airport.
        Airport = "airport",
        /// A port.
        Port = "port",
        /// A dam.
        Dam = "dam",
        /// An oil or gas field, or a plant.
        OilField = "oil-field",
        /// An island.
        Island = "island",
        /// A region.
        Region = "region",
        /// A road or a bridge.
        Road = "road",
        /// A river, a lake, a strait, a sea.
        River = "river",
        /// A mountain or a pass.
        Mountain = "mountain",
    }
}

impl Kind {
    /// Whether it is a place and nothing more.
    pub fn is_site(self) -> bool {
        self >= Self::Base
    }

    /// Whether it is a country, a territory, or was one.
    pub fn is_land(self) -> bool {
        self <= Self::FormerState
    }
}

words! {
    /// What an office is.
    Role {
        /// Head of state.
        HeadOfState = "head-of-state",
        /// Head of government.
        HeadOfGovernment = "head-of-government",
        /// Supreme leader.
        SupremeLeader = "supreme-leader",
        /// Vice president.
        VicePresident = "vice-president",
        /// Deputy head of government.
        DeputyHeadOfGovernment = "deputy-head-of-government",
        /// Minister of foreign affairs.
        ForeignMinister = "foreign-minister",
        /// Minister of defence.
        DefenceMinister = "defence-minister",
        /// Minister of the interior.
        InteriorMinister = "interior-minister",
        /// Minister of finance.
        FinanceMinister = "finance-minister",
        /// Head of the armed forces or of the army.
        ArmyChief = "army-chief",
        /// Head of the navy.
        NavyChief = "navy-chief",
        /// Head of the police.
        PoliceChief = "police-chief",
        /// Head of a secret service.
        IntelligenceChief = "intelligence-chief",
        /// Adviser on national security.
        NationalSecurityAdviser = "national-security-adviser",
        /// Head of a body.
        Head = "head",
        /// Spokesperson.
        Spokesperson = "spokesperson",
        /// Ambassador or envoy.
        Ambassador = "ambassador",
        /// Speaker of a parliament.
        Speaker = "speaker",
        /// Head of the judiciary.
        ChiefJustice = "chief-justice",
        /// Attorney general.
        AttorneyGeneral = "attorney-general",
        /// Any other.
        Other = "other",
    }
}
