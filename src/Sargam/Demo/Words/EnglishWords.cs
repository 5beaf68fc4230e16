namespace Sargam.Demo.Words;

internal static class EnglishWords
{
    private const string Verses = """
        The ferry hums across the bay
        And takes the last of light away
        I keep your letter, folded small,
        Behind the clock beside the wall
        The rain has washed the market square
        And left a scent of apples there
        We counted stars till half past one
        And lost the count before the sun
        A lantern swings above the door
        And paints a circle on the floor
        The river knows a longer song
        And hums it softly all night long
        My father's coat still smells of hay,
        Of early roads and break of day
        The baker whistles down the lane
        And sings of harvest, sun and grain
        If you should wake before the birds,
        Then send me silence, keep the words
        The hills are blue, the road is white,
        And someone left the kitchen light
        Old windows rattle in the breeze
        And speak of ships and silver seas
        I learned your name from evening bells,
        From tides that whisper into shells
        The winter trees have much to say
        To those who pass the slower way
        A paper boat, a shallow stream,
        The smallest harbour of a dream
        The train goes north, the geese go south,
        A song is waiting in my mouth
        So pour the tea and pull a chair,
        The night is young, the night is fair
        The fields lie open, gold and wide,
        With all the summer tucked inside
        We danced on gravel, danced on stone,
        And no one had to dance alone
        The moon has climbed the garden wall
        And there is room for one and all
        I asked the wind which way to go,
        It laughed and said it did not know
        Your shadow fell across the page
        And freed a sentence from its cage
        The snow came down without a sound
        And laid its linen on the ground
        A blackbird sings on wires of black
        Of leaving once and coming back
        The city sleeps with open eyes
        Beneath a quilt of amber skies
        My pockets full of sand and string,
        I never owned a finer thing
        The orchard gate is hanging low,
        It lets the children come and go
        There is a bridge we never crossed
        And nothing on it has been lost
        The morning takes the stairs by two
        And every step remembers you
        A candle leans to hear the tale
        Of broken mast and mended sail
        The clouds are sheep without a fold,
        The sun will count them, red and gold
        We built a house of chalk and air
        And all our friends are living there
        The kettle sings, the cat replies
        And slowly shuts her yellow eyes
        Hold on to me, the road is steep,
        The valley has gone down to sleep
        The sea forgets what it has heard
        But I remember every word
        Your laughter ran ahead of me
        And waited by the linden tree
        Good night, good night, the song is done,
        We leave a little for the sun
        """;

    public static Phrasebook Create() => new()
    {
        Language = "English",
        Titles =
        [
            .. Phrasebook.Pairs(
                "{0} {1}",
                "Quiet, Silver, Hidden, Golden, Distant, Gentle, Winding, Painted, Early, Open, Slow, Northern, Tender, Blue",
                "Harbour, Orchard, Lantern, River, Meadow, Window, Morning, Garden, Letter, Island, Bridge, Valley, Shore, Road"),
            .. Phrasebook.Pairs(
                "{0} {1}",
                "Lanterns, Swallows, Rivers, Windows, Footsteps, Letters, Paper Boats, Long Shadows",
                "at Dawn, after Rain, before Winter, by the Sea, in the Dark, under Snow"),
        ],
        Artists =
        [
            .. Phrasebook.Pairs(
                "The {0} {1}",
                "Copper, Paper, Glass, Wooden, Silver, Stone, Tin, Velvet",
                "Kites, Boats, Herons, Lanterns, Cranes, Foxes, Swallows, Umbrellas"),
        ],
        Couplets = Phrasebook.PairLines(Verses),
    };
}
