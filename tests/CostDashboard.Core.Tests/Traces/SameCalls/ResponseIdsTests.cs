using CostDashboard.Core.Traces.SameCalls;

namespace CostDashboard.Core.Tests.Traces.SameCalls;

public sealed class ResponseIdsTests
{
    [Theory]
    [InlineData("chatcmpl-DaLYmIS19l0ClnUwPDWAYAmn2jz66")]
    [InlineData("resp_0a1b2c3d4e5f60718293a4b5c6d7e8f9")]
    [InlineData("msg_01XFDUDYJgAACzvnptvVoYEL")]
    [InlineData("req_011CQxyzabcDEFghijk")]
    [InlineData("cmpl-e5cc70bb28c444948073e77776eb30ef")]
    [InlineData("550e8400-e29b-41d4-a716-446655440000")]
    [InlineData("lc_run--1b2c3d4e-0000-4000-8000-446655440000")]
    [InlineData("aitxt-WkZQpRvLmNxTjKsHyBcDfGaE")]
    public void An_id_that_was_made_at_random_is_one_responses_alone(string id) => Assert.NotNull(ResponseIds.KeyOf(id));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("unknown")]
    [InlineData("chatcmpl-123")]
    [InlineData("chatcmpl-998")]
    [InlineData("response-id-placeholder")]
    [InlineData("00000000-0000-0000-0000-000000000000")]
    [InlineData("xxxxxxxxxxxxxxxxxxxxxxxx")]
    [InlineData("----------------------------")]
    public void An_id_that_may_be_many_responses_says_nothing(string? id) => Assert.Null(ResponseIds.KeyOf(id));

    [Fact]
    public void An_id_that_may_have_been_cut_says_nothing() =>
        Assert.Null(ResponseIds.KeyOf(string.Concat(Enumerable.Repeat("resp_0a1b2c3d4e", 20))[..200]));

    [Theory]
    [InlineData("aitxt-WkZQpRvLmNxTjKsHyBcDfGaE", true)]
    [InlineData("aiobj-WkZQpRvLmNxTjKsHyBcDfGaE", true)]
    [InlineData("lc_run--1b2c3d4e-0000-4000-8000-446655440000", true)]
    [InlineData("run-1b2c3d4e-0000-4000-8000-446655440000", true)]
    [InlineData("run_abc123DEF456ghi789", false)]
    [InlineData("chatcmpl-DaLYmIS19l0ClnUwPDWAYAmn2jz66", false)]
    public void An_id_that_a_client_library_made_up_is_known_as_such(string id, bool isInvented) =>
        Assert.Equal(isInvented, ResponseIds.IsInvented(ResponseIds.KeyOf(id)!.Value));

    [Fact]
    public void Ids_that_differ_in_case_are_two() =>
        Assert.NotEqual(ResponseIds.KeyOf("msg_01XFDUDYJgAACzvnptvVoYEL"), ResponseIds.KeyOf("msg_01xfdudyjgAACzvnptvVoYEL"));

    [Fact]
    public void The_key_of_an_id_is_the_same_on_every_node_and_in_every_version() =>
        Assert.Equal(ResponseIds.KeyOf("msg_01XFDUDYJgAACzvnptvVoYEL"), ResponseIds.KeyOf("msg_01XFDUDYJgAACzvnptvVoYEL"));
}
